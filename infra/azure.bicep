// What LIKA needs in Azure: the service (App Service, Linux), its database (PostgreSQL flexible server) and the bot's registration.
// First form: tried with no subscription yet (docs/administrator.md says what that means).

@description('Part of every name; 4 to 20 lower-case letters and digits.')
@minLength(4)
@maxLength(20)
param baseName string

@description('The region; the resource group decides when nothing is said. Keep it in the EU.')
param location string = resourceGroup().location

@description('The address people and Teams use, without https://. Empty: the web app\'s own.')
param domain string = ''

@description('The app registration (aadApp/create makes it): client id and home tenant.')
param clientId string
param tenantId string

@description('Id of the Teams app (teamsApp/create makes it).')
param teamsAppId string

@description('Password of lika_owner, who owns the tables: migrations and the operator.')
@secure()
@minLength(16)
param databasePassword string

@description('Password of lika_service, the login that the municipality wall holds.')
@secure()
@minLength(16)
param servicePassword string

@description('Size of the web app\'s plan. B2 carries a municipality; P0v3 and larger scale out.')
param planSku string = 'B2'

@description('Size of the database server.')
param databaseSku string = 'Standard_B2s'
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param databaseTier string = 'Burstable'

var host = empty(domain) ? '${baseName}.azurewebsites.net' : domain
var databaseHost = database.properties.fullyQualifiedDomainName

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${baseName}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${baseName}-db'
  location: location
  sku: {
    name: databaseSku
    tier: databaseTier
  }
  properties: {
    version: '17'
    administratorLogin: 'lika_owner'
    administratorLoginPassword: databasePassword
    authConfig: {
      passwordAuth: 'Enabled'
      activeDirectoryAuth: 'Disabled'
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: { mode: 'Disabled' }
  }

  resource lika 'databases' = {
    name: 'lika'
    properties: {
      charset: 'UTF8'
      collation: 'C.UTF-8'
    }
  }

  // The web app's outgoing addresses are Azure's own; logins and TLS hold the rest out. A private network is the next step up.
  resource fromAzure 'firewallRules' = {
    name: 'from-azure'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${baseName}-plan'
  location: location
  kind: 'linux'
  sku: { name: planSku }
  properties: { reserved: true }
}

// What the app proves itself with: nothing to keep secret and nothing that ends. The app registration trusts it by a federated
// credential, which is made by hand (docs/administrator.md).
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${baseName}-identity'
  location: location
}

resource web 'Microsoft.Web/sites@2024-04-01' = {
  name: baseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|22-lts'
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      http20Enabled: true
      healthCheckPath: '/readyz'
      appCommandLine: 'node dist/bot/main.js'
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      LIKA_MODE: 'production'
      LIKA_PUBLIC_URL: 'https://${host}'
      // App Service keeps /home over restarts.
      LIKA_DATA_DIR: '/home/lika'
      M365_CLIENT_ID: clientId
      M365_FEDERATED_IDENTITY: identity.properties.clientId
      M365_TENANT_ID: tenantId
      TEAMS_APP_ID: teamsAppId
      DATABASE_URL: 'postgres://lika_service:${uriComponent(servicePassword)}@${databaseHost}:5432/lika?sslmode=verify-full'
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
      WEBSITE_RUN_FROM_PACKAGE: '1'
    }
  }
}

resource webLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: web
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${baseName}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'LIKA'
    endpoint: 'https://${host}/api/messages'
    msaAppId: clientId
    msaAppTenantId: tenantId
    msaAppType: 'SingleTenant'
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel' }
  }
}

// The toolkit writes outputs into the environment file in capitals, words parted by underscores.
output LIKA_DOMAIN string = host
output WEB_APP_RESOURCE_ID string = web.id
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
output DATABASE_HOST string = databaseHost

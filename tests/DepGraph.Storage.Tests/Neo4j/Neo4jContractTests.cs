using DepGraph.Storage.Tests.Contract;

namespace DepGraph.Storage.Tests.Neo4j;

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jHeadStoreTests(Neo4jFixture fixture) : HeadStoreContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jChangeFeedTests(Neo4jFixture fixture) : ChangeFeedContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jVersionGainTests(Neo4jFixture fixture) : VersionGainContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jIngestionStoreTests(Neo4jFixture fixture) : IngestionStoreContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jIngestionQueryTests(Neo4jFixture fixture)
    : IngestionQueryContract(new Neo4jPlace(fixture), questions: 60);

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jJobQueueTests(Neo4jFixture fixture) : JobQueueContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jDocumentLeaseTests(Neo4jFixture fixture) : DocumentLeaseContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jStatisticsTests(Neo4jFixture fixture) : StatisticsContract(new Neo4jPlace(fixture));

using DepGraph.Storage.Tests.Contract;

namespace DepGraph.Storage.Tests.Neo4j;

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jHeadStoreTests(Neo4jFixture fixture) : HeadStoreContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jHeadScanTests(Neo4jFixture fixture) : HeadScanContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jDocumentScanTests(Neo4jFixture fixture) : DocumentScanContract(new Neo4jPlace(fixture));

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

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jPositionTests(Neo4jFixture fixture) : PositionContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jTarballTests(Neo4jFixture fixture) : TarballContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jRelationTests(Neo4jFixture fixture) : RelationContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jCorpusTests(Neo4jFixture fixture) : CorpusContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jConcurrencyTests(Neo4jFixture fixture) : ConcurrencyContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jPackageSearchTests(Neo4jFixture fixture) : PackageSearchContract(new Neo4jPlace(fixture));

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jSearchModelTests(Neo4jFixture fixture)
    : SearchModelContract(new Neo4jPlace(fixture), rounds: 6);

[Collection(Neo4jFixture.Collection)]
public sealed class Neo4jSearchFillTests(Neo4jFixture fixture) : SearchFillContract(new Neo4jPlace(fixture));

using DepGraph.Storage.Tests.Contract;

namespace DepGraph.Storage.Tests.Sqlite;

public sealed class SqliteHeadStoreTests() : HeadStoreContract(new SqlitePlace());

public sealed class SqliteChangeFeedTests() : ChangeFeedContract(new SqlitePlace());

public sealed class SqliteHeadScanTests() : HeadScanContract(new SqlitePlace());

public sealed class SqliteDocumentScanTests() : DocumentScanContract(new SqlitePlace());

public sealed class SqliteIngestionStoreTests() : IngestionStoreContract(new SqlitePlace());

public sealed class SqliteIngestionQueryTests() : IngestionQueryContract(new SqlitePlace(), questions: 400);

public sealed class SqliteStatisticsTests() : StatisticsContract(new SqlitePlace());

public sealed class SqliteJobQueueTests() : JobQueueContract(new SqlitePlace());

public sealed class SqliteDocumentLeaseTests() : DocumentLeaseContract(new SqlitePlace());

public sealed class SqliteVersionGainTests() : VersionGainContract(new SqlitePlace());

public sealed class SqlitePositionTests() : PositionContract(new SqlitePlace());

public sealed class SqliteTarballTests() : TarballContract(new SqlitePlace());

public sealed class SqliteRelationTests() : RelationContract(new SqlitePlace());

public sealed class SqliteCorpusTests() : CorpusContract(new SqlitePlace());

public sealed class SqlitePackageSearchTests() : PackageSearchContract(new SqlitePlace());

public sealed class SqliteSearchModelTests() : SearchModelContract(new SqlitePlace(), rounds: 30);

public sealed class SqliteSearchFillTests() : SearchFillContract(new SqlitePlace());

public sealed class SqliteConcurrencyTests() : ConcurrencyContract(new SqlitePlace());

using System.Runtime.InteropServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// The stored relationships of one package, within one transaction. A version has an ordinal, given in the order in which
/// versions enter the store and never given twice while a run covers it. A requirement (kind, name, range) is stored once
/// per package; the versions that declare it are runs of ordinals. Neighbouring versions mostly declare the same, so the
/// corpus' 1.93 million edges are 258 thousand requirements in 270 thousand runs. A run may cover ordinals whose
/// version is gone: only versions that have a row count.
/// </summary>
internal sealed class PackageRelations
{
    private const string LoadVersionsSql = "SELECT ordinal, version, shape FROM version WHERE package_id = ?";
    private const string LoadRequirementsSql = """
        SELECT r.ordinal, r.kind, ifnull(r.name, t.name), r.range
        FROM requirement r LEFT JOIN package t ON t.id = r.target_id
        WHERE r.package_id = ?
        """;
    private const string LoadRunsSql =
        "SELECT requirement, first, last FROM depends_on WHERE package_id = ? ORDER BY requirement, first";
    private const string AddVersionSql =
        "INSERT INTO version (package_id, ordinal, version, shape) VALUES (?, ?, ?, ?)";
    private const string DeleteVersionSql = "DELETE FROM version WHERE package_id = ? AND ordinal = ?";
    private const string AddRequirementSql =
        "INSERT INTO requirement (package_id, ordinal, kind, target_id, name, range) VALUES (?, ?, ?, ?, ?, ?)";
    private const string SaveRunSql = """
        INSERT INTO depends_on (package_id, requirement, first, last) VALUES (?, ?, ?, ?)
        ON CONFLICT (package_id, requirement, first) DO UPDATE SET last = excluded.last
        """;
    private const string DeleteVersionsSql = "DELETE FROM version WHERE package_id = ?";
    private const string DeleteRequirementsSql = "DELETE FROM requirement WHERE package_id = ?";
    private const string DeleteRunsSql = "DELETE FROM depends_on WHERE package_id = ?";

    private readonly SqliteSession _session;
    private readonly PackageIds _ids;
    private readonly long _packageId;
    private readonly Dictionary<string, StoredVersion> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<RequirementKey, int> _requirements = [];

    /// <summary>What <see cref="_requirements"/> says, by the one object that a head has for each requirement.</summary>
    private readonly Dictionary<object, int> _ordinals = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, Run> _lastRuns = [];
    private readonly HashSet<int> _unsavedRuns = [];
    private readonly Dictionary<object, long> _shapes = new(ReferenceEqualityComparer.Instance);
    private int _nextVersion;
    private int _nextRequirement;

    private PackageRelations(SqliteSession session, PackageIds ids, long packageId)
    {
        _session = session;
        _ids = ids;
        _packageId = packageId;
    }

    /// <summary>Rows written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Those of a package of which nothing is stored yet.</summary>
    public static PackageRelations OfNew(SqliteSession session, PackageIds ids, long packageId) =>
        new(session, ids, packageId);

    public static PackageRelations Load(SqliteSession session, PackageIds ids, long packageId)
    {
        var relations = new PackageRelations(session, ids, packageId);
        relations.LoadVersions();
        relations.LoadRequirements();
        relations.LoadRuns();
        return relations;
    }

    /// <summary>Removes everything that is stored of a package.</summary>
    public static void Delete(SqliteSession session, long packageId)
    {
        session.Query(DeleteRunsSql).Bind(packageId).Run();
        session.Query(DeleteRequirementsSql).Bind(packageId).Run();
        session.Query(DeleteVersionsSql).Bind(packageId).Run();
    }

    /// <summary>Stores a version and what it declares, unless it is stored like that; call <see cref="Save"/> at the end.</summary>
    public void Add(VersionManifest version)
    {
        var shape = ShapeOf(version.Requirements);
        if (_versions.TryGetValue(version.Version, out var stored))
        {
            if (stored.Shape == shape)
                return;
            DeleteVersion(stored.Ordinal);
        }
        var ordinal = _nextVersion++;
        _session.Query(AddVersionSql).Bind(_packageId).Bind(ordinal).Bind(version.Version).Bind(shape).Run();
        Written++;
        _versions[version.Version] = new StoredVersion(ordinal, shape);
        foreach (var requirement in version.Requirements)
            Extend(OrdinalOf(requirement), ordinal);
    }

    /// <summary>Removes the versions that <paramref name="head"/> does not list any more.</summary>
    public void RemoveAbsentFrom(PackageHead head)
    {
        foreach (var (version, stored) in _versions)
        {
            if (head.IndexOf(version) >= 0)
                continue;
            DeleteVersion(stored.Ordinal);
            _versions.Remove(version);
        }
    }

    /// <summary>The requirement's ordinal within the package; it is stored if need be.</summary>
    public int OrdinalOf(Requirement requirement)
    {
        ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(_ordinals, requirement, out var isKnown);
        if (isKnown)
            return ordinal;
        var key = new RequirementKey(requirement.Kind, requirement.Name, requirement.Range);
        if (_requirements.TryGetValue(key, out ordinal))
            return ordinal;
        ordinal = _nextRequirement++;
        _requirements.Add(key, ordinal);
        AddRequirement(ordinal, requirement);
        return ordinal;
    }

    /// <summary>Writes the runs that grew.</summary>
    public void Save()
    {
        foreach (var requirement in _unsavedRuns)
            SaveRun(requirement, _lastRuns[requirement]);
        _unsavedRuns.Clear();
    }

    private void AddRequirement(int ordinal, Requirement requirement)
    {
        long? target = requirement.PackageName is { } name ? _ids.Of(name) : null;
        var alias = requirement.PackageName == requirement.Name ? null : requirement.Name;
        _session
            .Query(AddRequirementSql)
            .Bind(_packageId)
            .Bind(ordinal)
            .Bind((long)requirement.Kind)
            .Bind(target)
            .Bind(alias)
            .Bind(requirement.Range)
            .Run();
        Written++;
    }

    private void Extend(int requirement, int ordinal)
    {
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastRuns, requirement, out var hasRun);
        if (hasRun && run.Last == ordinal)
            return;
        if (hasRun && run.Last == ordinal - 1)
        {
            run = run with { Last = ordinal };
            _unsavedRuns.Add(requirement);
            return;
        }
        if (!_unsavedRuns.Add(requirement))
            SaveRun(requirement, run);
        run = new Run(ordinal, ordinal);
    }

    private void SaveRun(int requirement, Run run)
    {
        _session.Query(SaveRunSql).Bind(_packageId).Bind(requirement).Bind(run.First).Bind(run.Last).Run();
        Written++;
    }

    private void DeleteVersion(int ordinal)
    {
        _session.Query(DeleteVersionSql).Bind(_packageId).Bind(ordinal).Run();
        Written++;
    }

    private long ShapeOf(IReadOnlyList<Requirement> requirements)
    {
        ref var shape = ref CollectionsMarshal.GetValueRefOrAddDefault(_shapes, requirements, out var isKnown);
        return isKnown ? shape : shape = RequirementShape.Of(requirements);
    }

    private void LoadVersions()
    {
        using var rows = _session.Query(LoadVersionsSql).Bind(_packageId);
        while (rows.Step())
        {
            var ordinal = rows.Int32(0);
            _versions.Add(rows.Text(1), new StoredVersion(ordinal, rows.Int64(2)));
            _nextVersion = Math.Max(_nextVersion, ordinal + 1);
        }
    }

    private void LoadRequirements()
    {
        using var rows = _session.Query(LoadRequirementsSql).Bind(_packageId);
        while (rows.Step())
        {
            var ordinal = rows.Int32(0);
            _requirements[new RequirementKey((DependencyKind)rows.Int32(1), rows.Text(2), rows.Text(3))] = ordinal;
            _nextRequirement = Math.Max(_nextRequirement, ordinal + 1);
        }
    }

    private void LoadRuns()
    {
        using var rows = _session.Query(LoadRunsSql).Bind(_packageId);
        while (rows.Step())
        {
            var run = new Run(rows.Int32(1), rows.Int32(2));
            _lastRuns[rows.Int32(0)] = run;
            _nextVersion = Math.Max(_nextVersion, run.Last + 1);
        }
    }

    private readonly record struct StoredVersion(int Ordinal, long Shape);

    private readonly record struct Run(int First, int Last);

    private readonly record struct RequirementKey(DependencyKind Kind, string Name, string Range);
}

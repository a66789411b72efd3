using DepGraph.Npm.Placement;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>Manifests that make no sense: there is a result or a problem, never an exception.</summary>
public sealed class HostileManifestTests
{
    private const string Universe = """
        a 1.0.0: b@^1.0.0, peer c@1
        a 2.0.0: a@1, optional nobody@*
        b 1.0.0: c@npm:a@1, peer? a@2
        c 1.0.0: b@1
        """;

    private static readonly string[] Fields =
    [
        "name",
        "version",
        "dependencies",
        "devDependencies",
        "optionalDependencies",
        "peerDependencies",
        "peerDependenciesMeta",
        "acceptDependencies",
        "bundleDependencies",
        "bundledDependencies",
        "overrides",
        "engines",
        "os",
        "cpu",
        "workspaces",
        "devEngines",
        "bin",
        "funding",
        "license",
        "scripts",
    ];

    private static readonly string[] Scalars =
    [
        "1",
        "0",
        "true",
        "false",
        "null",
        "\"\"",
        "\"1\"",
        "\"*\"",
        "\"^1.0.0\"",
        "\"npm:a@1\"",
        "\"npm:npm:a\"",
        "\"$a\"",
        "\"$nothing\"",
        "\"git+ssh://x/y.git\"",
        "\"file:../x\"",
        "\"workspace:*\"",
        "\"latest\"",
        "\"no tag!\"",
        "\"\\u0000\"",
        "\">=1 <2 || 7\"",
    ];

    private static readonly string[] Keys =
    [
        "a",
        "b",
        "c",
        "A",
        "nobody",
        "",
        ".",
        "a@1",
        "a@",
        "@",
        "@s/x",
        "b@npm:c",
        "0",
        "__proto__",
        "../x",
        "a/b",
    ];

    [Fact]
    public void There_is_always_an_answer() =>
        Prop.ForAll(
                Manifests.ToArbitrary(),
                Options.ToArbitrary(),
                (manifest, options) =>
                {
                    var installation = InstallUniverse
                        .InstallAsync(Universe, manifest, options)
                        .GetAwaiter()
                        .GetResult();
                    installation.ListEdges();
                    if (installation.Problems.All(problem => problem.Severity == ProblemSeverity.Warning))
                        Oracle.OracleComparison.LockOf(installation);
                }
            )
            .Check(PropertyRun.Of(2000));

    private static Gen<string> Value(int depth) =>
        depth == 0
            ? Gen.Elements(Scalars)
            : Gen.OneOf(
                Gen.Elements(Scalars),
                Object(Gen.Elements(Keys), depth - 1),
                Value(depth - 1).ArrayOf().Resize(3).Select(values => $"[{string.Join(',', values)}]")
            );

    private static Gen<string> Object(Gen<string> keys, int depth) =>
        (from key in keys from value in Value(depth) select $"\"{key}\":{value}")
            .ArrayOf()
            .Resize(5)
            .Select(members => $"{{{string.Join(',', members)}}}");

    private static Gen<string> Manifests { get; } = Object(Gen.Elements(Fields), 3);

    private static Gen<InstallOptions> Options { get; } =
        from legacy in Gen.Elements(false, false, true)
        from strict in Gen.Elements(false, false, true)
        from force in Gen.Elements(false, false, true)
        from host in Gen.Elements<InstallPlatform?>(null, new InstallPlatform("linux", "x64", "glibc"))
        select new InstallOptions
        {
            LegacyPeerDeps = legacy,
            StrictPeerDeps = strict,
            Force = force,
            Host = host,
            Target = host,
            NodeVersion = "20.0.0",
            NpmVersion = "no version",
        };
}

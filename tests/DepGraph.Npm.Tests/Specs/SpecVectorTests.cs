using System.Text.Json;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Tests.Specs;

public sealed class SpecVectorTests
{
    [Fact]
    public void Dependency_values_are_told_apart_as_by_npm_package_arg() =>
        VectorFile.Check(
            "npm-package-arg.ndjson",
            250,
            vector =>
                PackageSpec.TryResolve(
                    vector.Text("name"),
                    vector.Text("spec"),
                    out PackageSpec? spec,
                    out SpecError? error
                )
                    ? VectorFile.First(
                        VectorFile.Compare("error", vector.Value("error"), null),
                        vector.TryGetProperty("type", out _) ? CompareSpec(vector, spec) : null
                    )
                    : VectorFile.Compare("error", vector.Value("error"), CodeOf(error.Kind))
        );

    [Fact]
    public void Package_names_are_judged_as_by_validate_npm_package_name() =>
        VectorFile.Check(
            "package-name.ndjson",
            200,
            vector =>
            {
                string name = vector.Text("name");
                PackageNameReport report = PackageName.Check(name);
                return VectorFile.First(
                    VectorFile.Compare("new", vector.Value("newOk"), report.IsValidForNewPackages),
                    VectorFile.Compare("old", vector.Value("oldOk"), report.IsValidForOldPackages),
                    VectorFile.Compare("quick", vector.Value("oldOk"), PackageName.IsValid(name))
                );
            }
        );

    private static string? CompareSpec(JsonElement expected, PackageSpec actual) =>
        VectorFile.First(
            VectorFile.Compare("type", expected.Value("type"), actual.Type.ToString().ToLowerInvariant()),
            VectorFile.Compare("registry", expected.Value("registry"), actual.IsRegistry),
            VectorFile.Compare("name", expected.Value("name"), actual.Name),
            expected.TryGetProperty("fetchSpec", out JsonElement fetchSpec)
                ? VectorFile.Compare("fetchSpec", fetchSpec.GetString(), actual.FetchSpec)
                : null,
            expected.TryGetProperty("subSpec", out JsonElement subSpec)
                ? actual.SubSpec is null
                    ? "no subSpec"
                    : CompareSpec(subSpec, actual.SubSpec)
                : null
        );

    private static string CodeOf(SpecErrorKind kind) =>
        kind switch
        {
            SpecErrorKind.InvalidPackageName => "EINVALIDPACKAGENAME",
            SpecErrorKind.InvalidTagName => "EINVALIDTAGNAME",
            SpecErrorKind.UnsupportedProtocol => "EUNSUPPORTEDPROTOCOL",
            SpecErrorKind.InvalidUrl => "ERR_INVALID_URL",
            _ => "Error",
        };
}

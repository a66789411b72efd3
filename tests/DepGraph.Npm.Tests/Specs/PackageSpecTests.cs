using DepGraph.Npm.Specs;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Specs;

public sealed class PackageSpecTests
{
    [Theory]
    [InlineData("lodash", "lodash", SpecType.Range, "*")]
    [InlineData("lodash@", "lodash", SpecType.Range, "*")]
    [InlineData("lodash@latest", "lodash", SpecType.Tag, "latest")]
    [InlineData("lodash@ 4.17.21 ", "lodash", SpecType.Version, "4.17.21")]
    [InlineData("@babel/core@^7", "@babel/core", SpecType.Range, "^7")]
    [InlineData("user/repo", null, SpecType.Git, "user/repo")]
    [InlineData("user@example.com:repo/path", null, SpecType.Git, "git+ssh://user@example.com:repo/path")]
    [InlineData("./local", null, SpecType.Directory, "./local")]
    [InlineData("package.tgz", null, SpecType.File, "package.tgz")]
    [InlineData("https://example.com/x.tgz", null, SpecType.Remote, "https://example.com/x.tgz")]
    public void An_argument_is_told_apart(string argument, string? name, SpecType type, string fetchSpec)
    {
        PackageSpec.TryParse(argument, out PackageSpec? spec, out _).ShouldBeTrue();
        (spec!.Name, spec.Type, spec.FetchSpec).ShouldBe((name, type, fetchSpec));
    }

    [Fact]
    public void An_alias_stands_for_a_package_of_the_registry()
    {
        PackageSpec spec = Resolve("npm:@scope/real@^2.1");
        spec.Type.ShouldBe(SpecType.Alias);
        spec.IsRegistry.ShouldBeTrue();
        (spec.Name, spec.Registry.Name, spec.Registry.FetchSpec).ShouldBe(("dep", "@scope/real", "^2.1"));
        spec.Registry.Range!.IsSatisfiedBy("2.3.0").ShouldBeTrue();
        spec.ToString().ShouldBe("dep@npm:@scope/real@^2.1");
    }

    [Theory]
    [InlineData("npm:npm:x@1", SpecErrorKind.InvalidAlias)]
    [InlineData("npm:user/repo", SpecErrorKind.InvalidAlias)]
    [InlineData("npm:", SpecErrorKind.InvalidAlias)]
    [InlineData("workspace:*", SpecErrorKind.UnsupportedProtocol)]
    [InlineData("not a tag", SpecErrorKind.InvalidTagName)]
    [InlineData("https://", SpecErrorKind.InvalidUrl)]
    [InlineData("git://host/x.git#v1::v2", SpecErrorKind.InvalidGitFragment)]
    [InlineData("user/repo#semver:^1::semver:^2", SpecErrorKind.InvalidGitFragment)]
    public void What_npm_refuses_is_refused_with_a_reason(string value, SpecErrorKind kind)
    {
        PackageSpec.TryResolve("dep", value, out _, out SpecError? error).ShouldBeFalse();
        error!.Kind.ShouldBe(kind);
        error.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_bad_name_is_refused_whatever_it_asks_for()
    {
        PackageSpec.TryResolve(".hidden", "^1", out _, out SpecError? error).ShouldBeFalse();
        error!.Kind.ShouldBe(SpecErrorKind.InvalidPackageName);
    }

    [Theory]
    [InlineData("user/repo#main", GitHost.GitHub, "user", "repo", "main")]
    [InlineData("gitlab:group/sub/repo", GitHost.GitLab, "group/sub", "repo", null)]
    [InlineData("gist:11081aaa281", GitHost.Gist, null, "11081aaa281", null)]
    [InlineData("https://github.com/user/repo.git", GitHost.GitHub, "user", "repo", null)]
    [InlineData("https://github.com/user/repo/tree/next", GitHost.GitHub, "user", "repo", "next")]
    [InlineData("git+ssh://git@bitbucket.org:user/repo.git#v2", GitHost.Bitbucket, "user", "repo", "v2")]
    public void Hosted_repositories_are_known(
        string value,
        GitHost host,
        string? user,
        string project,
        string? committish
    )
    {
        PackageSpec spec = Resolve(value);
        HostedRepository hosted = spec.Git.ShouldNotBeNull().Hosted.ShouldNotBeNull();
        (hosted.Host, hosted.User, hosted.Project, spec.Git.Committish).ShouldBe((host, user, project, committish));
    }

    [Fact]
    public void A_git_fragment_may_name_a_range_and_a_folder()
    {
        GitReference git = Resolve("git+https://example.com/x.git#semver:%5E1.2::path:packages/a").Git!;
        (git.Hosted, git.Committish, git.Range, git.Folder).ShouldBe((null, null, "^1.2", "/packages/a"));
    }

    [Fact]
    public void Aliases_nested_without_end_are_an_error_like_any_other()
    {
        string value = string.Concat(Enumerable.Repeat("npm:a@", 100_000));
        PackageSpec.TryResolve("dep", value, out _, out SpecError? error).ShouldBeFalse();
        error!.Kind.ShouldBe(SpecErrorKind.InvalidAlias);
    }

    [Fact]
    public void Reading_never_throws_whatever_the_text() =>
        Prop.ForAll(
                Soup.Text,
                Soup.Text,
                (name, value) =>
                {
                    bool isParsed = PackageSpec.TryParse(value, out PackageSpec? parsed, out SpecError? parseError);
                    bool isResolved = PackageSpec.TryResolve(name, value, out PackageSpec? spec, out SpecError? error);
                    return isParsed == (parsed is not null)
                        && isParsed == (parseError is null)
                        && isResolved == (spec is not null)
                        && isResolved == (error is null)
                        && PackageName.IsValid(name) == PackageName.Check(name).IsValidForOldPackages;
                }
            )
            .Check(PropertyRun.Of(2000));

    private static PackageSpec Resolve(string value)
    {
        PackageSpec.TryResolve("dep", value, out PackageSpec? spec, out SpecError? error).ShouldBeTrue(error?.Message);
        return spec!;
    }
}

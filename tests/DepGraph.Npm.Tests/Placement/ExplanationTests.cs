using System.Text;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>The story of a conflict, as npm 11.19.1 printed it for the same project.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData(
        "synthetic/roots/peer-conflict-root",
        """
            While resolving: root-peer-conflict-root@1.0.0
            Found: @syn/host@2.5.0
            node_modules/@syn/host
              @syn/host@"^2.0.0" from the root project

            Could not resolve dependency:
            peer @syn/host@"^1.0.0" from @syn/plugin-a@1.0.0
            node_modules/@syn/plugin-a
              @syn/plugin-a@"1.0.0" from the root project
            """
    )]
    [InlineData(
        "synthetic/roots/peer-conflict-siblings",
        """
            While resolving: root-peer-conflict-siblings@1.0.0
            Found: @syn/host@1.5.0
            node_modules/@syn/host
              peer @syn/host@"^1.0.0" from @syn/plugin-a@1.0.0
              node_modules/@syn/plugin-a
                @syn/plugin-a@"1.0.0" from the root project

            Could not resolve dependency:
            @syn/plugin-b@"1.0.0" from the root project

            Conflicting peer dependency: @syn/host@2.5.0
            node_modules/@syn/host
              peer @syn/host@"^2.0.0" from @syn/plugin-b@1.0.0
              node_modules/@syn/plugin-b
                @syn/plugin-b@"1.0.0" from the root project
            """
    )]
    [InlineData(
        "synthetic/roots/peer-optional-conflict",
        """
            While resolving: @syn/plugin-opt@1.0.0
            Found: @syn/host@3.0.0
            node_modules/@syn/host
              @syn/host@"^3" from the root project

            Could not resolve dependency:
            peerOptional @syn/host@"^1.0.0" from @syn/plugin-opt@1.0.0
            node_modules/@syn/plugin-opt
              @syn/plugin-opt@"1" from the root project

            Conflicting peer dependency: @syn/host@1.5.0
            node_modules/@syn/host
              peerOptional @syn/host@"^1.0.0" from @syn/plugin-opt@1.0.0
              node_modules/@syn/plugin-opt
                @syn/plugin-opt@"1" from the root project
            """
    )]
    [InlineData(
        "roots/peer-conflict",
        """
            While resolving: root-peer-conflict@1.0.0
            Found: react@19.3.1
            node_modules/react
              react@"^19.0.0" from the root project

            Could not resolve dependency:
            peer react@"^16.8.0 || ^17.0.0" from @material-ui/core@4.12.4
            node_modules/@material-ui/core
              @material-ui/core@"^4.0.0" from the root project
            """
    )]
    public async Task It_is_npms(string root, string story)
    {
        var json = await File.ReadAllTextAsync(Equipment.Require($"npm/{root}/package.json"));
        ProjectManifest.TryParse(Encoding.UTF8.GetBytes(json), out var project, out var error).ShouldBeTrue(error);
        var installation = await Installation.BuildAsync(project!, new InstallOptions(), CorpusSource.Shared);
        var problem = installation.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("ERESOLVE");
        problem.Explanation.ShouldBe(story, StringCompareShould.IgnoreLineEndings);
    }
}

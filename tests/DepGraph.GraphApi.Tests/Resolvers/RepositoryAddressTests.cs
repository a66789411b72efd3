using DepGraph.GraphApi.Resolvers;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("git+https://github.com/expressjs/express.git")]
    [InlineData("git://github.com/expressjs/express")]
    [InlineData("git+ssh://git@github.com/expressjs/express.git")]
    [InlineData("git@github.com:expressjs/express.git")]
    [InlineData("https://www.github.com/expressjs/express/tree/master/lib#readme")]
    [InlineData("github:expressjs/express")]
    [InlineData("expressjs/express")]
    public void A_github_repository_is_known_in_all_its_spellings(string text)
    {
        var repository = RepositoryAddress.Parse(text);

        repository.ShouldBe(new("https://github.com/expressjs/express", "expressjs", "express"));
        repository.FullName.ShouldBe("expressjs/express");
    }

    [Theory]
    [InlineData("gitlab:group/project", "https://gitlab.com/group/project", "group")]
    [InlineData("https://gitlab.com/group/sub/project.git", "https://gitlab.com/group/sub/project", "group/sub")]
    [InlineData("https://gitlab.com/group/project/-/tree/main", "https://gitlab.com/group/project", "group")]
    public void A_gitlab_project_may_lie_in_groups_within_groups(string text, string url, string owner) =>
        RepositoryAddress.Parse(text).ShouldBe(new(url, owner, "project"));

    [Theory]
    [InlineData("https://git.example.org/team/thing.git")]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/expressjs")]
    [InlineData("not an address")]
    [InlineData("")]
    public void Anything_else_is_shown_as_it_is(string text) =>
        RepositoryAddress.Parse(text).ShouldBe(new(text, null, null));
}

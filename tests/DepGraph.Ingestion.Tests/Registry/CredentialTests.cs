using DepGraph.Ingestion.Registry;
using static DepGraph.Ingestion.Tests.Registry.ClientUnderTest;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class CredentialTests
{
    private const string Secret = "npm_s3cr3t";

    [Fact]
    public async Task The_token_goes_to_the_registry_it_belongs_to()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(200, Document("a", "1.0.0")));
        using var client = Client(peer);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        peer.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe($"Bearer {Secret}");
    }

    [Fact]
    public async Task A_redirect_within_the_registry_keeps_the_token()
    {
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Target == "/a"
                    ? reply.SendAsync(302, "", ("Location", "/elsewhere/a"))
                    : reply.SendAsync(200, Document("a", "1.0.0"))
        );
        using var client = Client(peer);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        peer.Requests[1].Target.ShouldBe("/elsewhere/a");
        peer.Requests[1].Headers["Authorization"].ShouldBe($"Bearer {Secret}");
    }

    [Fact]
    public async Task A_redirect_to_another_origin_loses_the_token_for_good()
    {
        Uri? home = null;
        await using var stranger = new ScriptedPeer(
            (_, reply) => reply.SendAsync(307, "", ("Location", new Uri(home!, "b").AbsoluteUri))
        );
        await using var peer = new ScriptedPeer(
            (request, reply) =>
                request.Target == "/a"
                    ? reply.SendAsync(301, "", ("Location", new Uri(stranger.Address, "a").AbsoluteUri))
                    : reply.SendAsync(200, Document("a", "1.0.0"))
        );
        home = peer.Address;
        using var client = Client(peer);

        (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Fetched>();

        stranger.Requests.ShouldHaveSingleItem().Headers.ShouldNotContainKey("Authorization");
        peer.Requests[1].Target.ShouldBe("/b");
        peer.Requests[1].Headers.ShouldNotContainKey("Authorization");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("/a")]
    [InlineData("//")]
    [InlineData("http://[")]
    [InlineData("//%00/")]
    public async Task Redirects_to_nowhere_and_in_circles_end(string location)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(302, "", ("Location", location)));
        using var client = Client(peer);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Rejected);
        client.Log.ShouldAllBe(line => !line.StartsWith("Error"));
        peer.Requests.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_names_the_setting_but_not_the_token(int status)
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(status, $"bad token {Secret}"));
        using var client = Client(peer);

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Kind.ShouldBe(FailureKind.Unauthorized);
        failed.IsRetryable.ShouldBeFalse();
        failed.Message.ShouldContain($"//{peer.Address.Authority}/:_authToken");
        failed.Message.ShouldNotContain(Secret);
        client.Log.ShouldAllBe(l => !l.Contains(Secret));
        peer.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_without_credentials_says_which_to_set()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(401));
        using var client = new ClientUnderTest(new Uri(peer.Address, "npm/"));

        var failed = (await client.FetchAsync("a")).ShouldBeOfType<RegistryAnswer.Failed>();

        failed.Message.ShouldContain($"//{peer.Address.Authority}/npm/:_authToken");
        failed.Message.ShouldContain("Registry:Url");
    }

    [Fact]
    public async Task A_scope_is_asked_for_where_it_lives()
    {
        await using var peer = new ScriptedPeer((_, reply) => reply.SendAsync(404));
        await using var scoped = new ScriptedPeer((_, reply) => reply.SendAsync(200, Document("@s/a", "1.0.0")));
        using var client = new ClientUnderTest(
            peer.Address,
            environment: [("npm_config_@s:registry", scoped.Address.AbsoluteUri)]
        );

        (await client.FetchAsync("@s/a")).ShouldBeOfType<RegistryAnswer.Fetched>();
        (await client.FetchAsync("@t/a")).ShouldBeOfType<RegistryAnswer.NotFound>();

        scoped.Requests.ShouldHaveSingleItem().Target.ShouldBe("/@s%2fa");
        peer.Requests.ShouldHaveSingleItem().Target.ShouldBe("/@t%2fa");
    }

    private static ClientUnderTest Client(ScriptedPeer peer) =>
        new(peer.Address, environment: [($"npm_config_//{peer.Address.Authority}/:_authToken", Secret)]);
}

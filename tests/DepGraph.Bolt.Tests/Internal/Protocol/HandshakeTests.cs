using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class HandshakeTests
{
    [Fact]
    public async Task The_opening_offers_a_manifest_and_beside_it_two_ranges_of_versions()
    {
        byte[] opening = [];
        await using var server = new ScriptedServer(async peer =>
        {
            opening = await peer.ReadOpeningAsync();
            peer.Break();
        });
        await FailAsync<ServiceUnavailableException>(server);
        Convert.ToHexString(opening).ShouldBe("6060B017" + "000001FF" + "00080805" + "00000404" + "00000000");
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    [InlineData(5, 4)]
    [InlineData(5, 8)]
    public async Task A_server_without_a_manifest_chooses_the_version(int major, int minor)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(major, minor);
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        (await InfoAsync(server)).ProtocolVersion.ShouldBe($"{major}.{minor}");
    }

    [Theory]
    [InlineData("03" + "00000404" + "00040405" + "00020805" + "00", "5.8")]
    [InlineData("02" + "00000404" + "00000205" + "00", "5.2")]
    [InlineData("02" + "00010006" + "00FF0905" + "00", "5.8")]
    [InlineData("01" + "00020404" + "8001", "4.4")]
    [InlineData("02" + "00000305" + "00000305" + "00", "5.3")]
    public async Task Of_a_manifest_the_highest_version_is_chosen_that_both_speak(string manifest, string expected)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadOpeningAsync();
            await peer.SendRawAsync(Convert.FromHexString("000001FF" + manifest));
            var choice = await peer.ReadRawAsync(5);
            $"{choice[3]}.{choice[2]}".ShouldBe(expected);
            choice[4].ShouldBe((byte)0);
            await peer.ExpectAsync("HELLO");
            await peer.SuccessAsync(("server", "Neo4j/x"));
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        (await InfoAsync(server)).ProtocolVersion.ShouldBe(expected);
    }

    [Fact]
    public async Task A_manifest_that_drips_is_read_all_the_same()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadOpeningAsync();
            foreach (var one in Convert.FromHexString("000001FF" + "01" + "00080805" + "00"))
            {
                await peer.SendRawAsync([one]);
                await Task.Yield();
            }

            await peer.ReadRawAsync(5);
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        (await InfoAsync(server)).ProtocolVersion.ShouldBe("5.8");
    }

    [Theory]
    [InlineData("00000000", "4.4")]
    [InlineData("00000003", "no version that was offered")]
    [InlineData("00000905", "no version that was offered")]
    [InlineData("48545450", "HTTP")]
    [InlineData("DEADBEEF", "Is it a Bolt server?")]
    [InlineData("000001FF" + "01" + "00000006" + "00", "offers no version")]
    [InlineData("000001FF" + "00" + "00", "offers no version")]
    [InlineData("000001FF" + "FFFF03", "no manifest")]
    [InlineData("000001FF" + "FFFFFFFFFFFFFFFFFFFF", "bytes in its manifest")]
    public async Task An_answer_that_leads_nowhere_is_a_protocol_error_that_says_why(string answer, string reason)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadOpeningAsync();
            await peer.SendRawAsync(Convert.FromHexString(answer));
        });
        var error = await FailAsync<ProtocolException>(server);
        error.Message.ShouldContain(reason);
        error.Message.ShouldContain(server.Address.ToString());
        error.IsRetriable.ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_over_HTTP_is_named_as_such_with_the_usual_port()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadOpeningAsync();
            await peer.SendRawAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            await peer.CloseAsync();
        });
        (await FailAsync<ProtocolException>(server)).Message.ShouldContain("7687");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("000001FF" + "02" + "0008")]
    public async Task A_server_that_closes_during_the_handshake_is_unavailable(string answer)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReadOpeningAsync();
            await peer.SendRawAsync(Convert.FromHexString(answer));
            await peer.CloseAsync();
        });
        (await FailAsync<ServiceUnavailableException>(server)).Message.ShouldContain("during the handshake");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_connection_timeout()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(peer => peer.HangAsync());
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithClock(time));
        var error = await Should.ThrowAsync<ServiceUnavailableException>(
            time.AdvanceUntilEndAsync(driver.VerifyConnectivityAsync(), TimeSpan.FromSeconds(10))
        );
        error.Message.ShouldContain("ConnectionTimeout");
    }

    private static async Task<IServerInfo> InfoAsync(ScriptedServer server)
    {
        await using var driver = GraphDatabase.Driver(server.Uri);
        return await driver.GetServerInfoAsync().InTime();
    }

    private static async Task<T> FailAsync<T>(ScriptedServer server)
        where T : Exception
    {
        await using var driver = GraphDatabase.Driver(server.Uri);
        return await Should.ThrowAsync<T>(driver.VerifyConnectivityAsync().InTime());
    }
}

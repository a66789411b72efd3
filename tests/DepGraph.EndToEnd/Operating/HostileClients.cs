using System.Net;
using System.Net.Sockets;
using System.Text;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Operating;

/// <summary>Clients that send too much, too slowly, or nonsense: each gets its status, and everybody else their answer.</summary>
public sealed class HostileClients(Workplace place) : IClassFixture<Workplace>
{
    private const int MaxBodyBytes = 1 << 20;

    [Fact]
    public async Task A_body_above_the_limit_is_refused_before_it_is_read()
    {
        using var client = await RawClient.ConnectAsync(place.Program.Address);

        await client.SendAsync(
            $"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {50L << 30}\r\n\r\n"
        );

        (await client.ReadStatusAsync()).ShouldBe(413);
        await StillAnswersAsync();
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_off_at_the_limit()
    {
        using var client = await RawClient.ConnectAsync(place.Program.Address);
        var chunk = $"{0x10000:x}\r\n{new string(' ', 0x10000)}\r\n";
        await client.SendAsync(
            $"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"
        );

        // Read while sending: once the server has closed, a reset may discard an answer that nobody has read yet.
        var status = client.ReadStatusAsync();
        var sent = 0x10000;
        while (!status.IsCompleted && sent < 4 * MaxBodyBytes && await client.TrySendAsync(chunk))
        {
            sent += 0x10000;
        }

        (await status).ShouldBe(413);
        await StillAnswersAsync();
    }

    [Fact]
    public async Task A_body_of_just_the_limit_is_read()
    {
        const string question = """{"query":"{ __typename }"}""";
        using var content = new StringContent(question.PadRight(MaxBodyBytes), Encoding.UTF8, "application/json");

        using var response = await place.Program.Http.PostAsync("/graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_stops_half_way_is_given_up_and_holds_nobody_up()
    {
        using var client = await RawClient.ConnectAsync(place.Program.Address);
        await client.SendAsync(
            "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"query\":"
        );

        await StillAnswersAsync();

        (await client.ReadStatusAsync()).ShouldBeOneOf(400, 408);
    }

    [Fact]
    public async Task Headers_without_an_end_are_refused()
    {
        using var client = await RawClient.ConnectAsync(place.Program.Address);
        await client.SendAsync("GET /graphql HTTP/1.1\r\nHost: x\r\n");

        var status = client.ReadStatusAsync();
        var header = $"X-Filler: {new string('x', 4000)}\r\n";
        for (var i = 0; !status.IsCompleted && i < 20 && await client.TrySendAsync(header); i++) { }

        (await status).ShouldBe(431);
        await StillAnswersAsync();
    }

    [Theory]
    [InlineData("\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("NONSENSE\r\n\r\n")]
    [InlineData("GET /graphql HTTP/9.9\r\n\r\n")]
    [InlineData("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData(
        "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )]
    public async Task What_is_no_http_is_refused(string bytes)
    {
        using var client = await RawClient.ConnectAsync(place.Program.Address);

        await client.SendAsync(bytes);

        (await client.ReadStatusAsync()).ShouldBeOneOf(400, 415, 505);
        await StillAnswersAsync();
    }

    public static TheoryData<string> HostileDocuments =>
        [
            string.Concat(Enumerable.Repeat("{ package(name: \"@syn/leaf\") ", 20_000)),
            $"{{ {string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}: __typename "))} }}",
            $"{{ {string.Concat(Enumerable.Repeat("package(name: \"@syn/leaf\") { latest { package { ", 300))} name {new string('}', 900)} }}",
            $"{{ packages(names: [{string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"a{i}\""))}]) {{ name }} }}",
            "query A { ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
            $"{{ package(name: {new string('[', 50_000)}) {{ name }} }}",
            "{ package(name: \"@syn/leaf\") { versions(first: 1000) { nodes { package { versions(first: 1000) { nodes { package { versions(first: 1000) { nodes { version } } } } } } } } } }",
        ];

    [Theory]
    [MemberData(nameof(HostileDocuments))]
    public async Task A_document_that_asks_for_too_much_is_refused_with_a_reason(string query)
    {
        var answer = await place.Program.AskAsync(query);

        answer.GetProperty("errors")[0].Message().ShouldNotBeNullOrWhiteSpace();
        answer.ToString().ShouldNotContain("Internal");
        await StillAnswersAsync();
    }

    [Theory]
    [InlineData(50_000)]
    public async Task Variables_nested_without_an_end_are_a_400(int depth)
    {
        using var content = new StringContent(
            $$"""{"query":"query ($x: String!) { package(name: $x) { name } }","variables":{"x":{{new string('[', depth)}}{{new string(']', depth)}} } }""",
            Encoding.UTF8,
            "application/json"
        );

        using var response = await place.Program.Http.PostAsync("/graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await StillAnswersAsync();
    }

    [Fact]
    public async Task Five_hundred_idle_connections_hold_nobody_up()
    {
        var clients = new List<RawClient>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                clients.Add(await RawClient.ConnectAsync(place.Program.Address));
            }

            await StillAnswersAsync();
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private async Task StillAnswersAsync()
    {
        var data = await place.Program.DataAsync("""{ package(name: "@syn/leaf") { name } }""");
        data.GetProperty("package").GetProperty("name").GetString().ShouldBe("@syn/leaf");
    }

    /// <summary>Sends bytes as they are.</summary>
    private sealed class RawClient : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

        private readonly TcpClient tcp;
        private readonly NetworkStream stream;

        private RawClient(TcpClient tcp)
        {
            this.tcp = tcp;
            stream = tcp.GetStream();
        }

        public static async Task<RawClient> ConnectAsync(Uri address)
        {
            var tcp = new TcpClient { NoDelay = true };
            await tcp.ConnectAsync(IPAddress.Loopback, address.Port);
            return new RawClient(tcp);
        }

        public Task SendAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

        /// <summary>False when the server takes no more.</summary>
        public async Task<bool> TrySendAsync(string text)
        {
            try
            {
                await SendAsync(text);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        public async Task<int> ReadStatusAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var line = await reader.ReadLineAsync(limit.Token);
            return int.Parse(line.ShouldNotBeNull().Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => tcp.Dispose();
    }
}

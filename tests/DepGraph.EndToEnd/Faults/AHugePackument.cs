using System.Globalization;
using System.IO.Compression;
using System.Text;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Faults;

/// <summary>Documents far larger than the memory they may take; each is streamed by the registry as it is read.</summary>
public sealed class AHugePackument(AHugePackument.Place place) : IClassFixture<AHugePackument.Place>
{
    private const int Versions = 3_000;
    private const int BytesOfAVersion = 100 << 10;
    private const long MostMemoryBytes = 300L << 20;

    [Fact]
    public async Task Three_hundred_megabytes_are_read_in_bounded_memory_and_answered_from()
    {
        long sent = 0;
        place.Registry.Publish("leaf", Packument.Of("leaf"));
        place.Registry.On("huge", async context => sent = await WriteVersionsAsync(context.Response.Body));

        var data = await place.Program.DataAsync(
            """{ package(name: "huge") { latest { version dependencies { name state } } versions { totalCount } version(spec: "1.17.x") { version } } }""",
            wait: 600
        );

        sent.ShouldBeGreaterThan(290L << 20);
        var package = data.GetProperty("package");
        package.GetProperty("versions").GetProperty("totalCount").GetInt32().ShouldBe(Versions);
        package.GetProperty("latest").GetProperty("version").GetString().ShouldBe($"1.{Versions - 1}.0");
        package
            .GetProperty("latest")
            .GetProperty("dependencies")[0]
            .GetProperty("state")
            .GetString()
            .ShouldBe("RESOLVED");
        package.GetProperty("version").GetProperty("version").GetString().ShouldBe("1.17.0");
        PeakMemory().ShouldBeLessThan(MostMemoryBytes);
    }

    [Fact]
    public async Task A_single_text_of_three_hundred_megabytes_is_refused_in_bounded_memory()
    {
        place.Registry.On("long-text", context => WriteLongTextAsync(context.Response.Body));

        await RefusesAsync("long-text");
    }

    [Fact]
    public async Task A_document_that_decompresses_to_more_than_half_a_gigabyte_is_refused_in_bounded_memory()
    {
        place.Registry.On(
            "bomb",
            async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await WriteBlanksAsync(gzip);
            }
        );

        await RefusesAsync("bomb");
    }

    private async Task RefusesAsync(string name)
    {
        var answer = await place.Program.AskAsync(
            "query ($name: String!) { package(name: $name) { name } }",
            new { name },
            wait: 600
        );

        answer.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        answer.SingleError().Code().ShouldBe("PACKUMENT_TOO_LARGE", answer.ToString());
        answer.SingleError().GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeFalse();
        place.Registry.CountOf(name).ShouldBe(1);
        PeakMemory().ShouldBeLessThan(MostMemoryBytes);
    }

    /// <summary>The most memory that the program has had at any time, in bytes.</summary>
    private long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{place.Program.ProcessId}/status").Single(l => l.StartsWith("VmHWM:"));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            << 10;
    }

    private static async Task<long> WriteVersionsAsync(Stream body)
    {
        long sent = 0;
        var filler = new string('f', BytesOfAVersion);
        await WriteAsync($$$"""{"name":"huge","dist-tags":{"latest":"1.{{{Versions - 1}}}.0"},"versions":{""");
        for (var i = 0; i < Versions; i++)
        {
            await WriteAsync(
                $$$"""{{{(i == 0 ? "" : ",")}}}"1.{{{i}}}.0":{"name":"huge","version":"1.{{{i}}}.0","dependencies":{"leaf":"^1.0.0"},"dist":{"tarball":"http://registry.invalid/huge-{{{i}}}.tgz"},"filler":"{{{filler}}}"}"""
            );
        }

        await WriteAsync("}}");
        return sent;

        Task WriteAsync(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            sent += bytes.Length;
            return body.WriteAsync(bytes).AsTask();
        }
    }

    private static async Task WriteLongTextAsync(Stream body)
    {
        await body.WriteAsync(
            """{"name":"long-text","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"long-text","version":"1.0.0","deprecated":" """u8.ToArray()
        );
        await WriteRepeatedlyAsync(body, (byte)'t', 300);
        await body.WriteAsync("\"}}}"u8.ToArray());
    }

    private static async Task WriteBlanksAsync(Stream body)
    {
        await body.WriteAsync("{\"name\":\"bomb\","u8.ToArray());
        await WriteRepeatedlyAsync(body, (byte)' ', 600);
        await body.WriteAsync("\"versions\":{}}"u8.ToArray());
    }

    private static async Task WriteRepeatedlyAsync(Stream body, byte value, int megabytes)
    {
        var block = new byte[1 << 20];
        Array.Fill(block, value);
        for (var i = 0; i < megabytes; i++)
        {
            await body.WriteAsync(block);
        }
    }

    public sealed class Place : ScriptedWorkplace
    {
        protected override void Configure(Dictionary<string, string?> settings) =>
            settings.With("Ingestion__MaxWaitSeconds", "600");
    }
}

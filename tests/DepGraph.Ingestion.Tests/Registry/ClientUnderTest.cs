using System.IO.Compression;
using System.Text;
using DepGraph.Ingestion.Npmrc;
using DepGraph.Ingestion.Registry;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Tests.Registry;

/// <summary>A client whose npm configuration is only what the test gives, and whose log can be read.</summary>
public sealed class ClientUnderTest : IDisposable
{
    private readonly RegistryClient client;
    private readonly RecordingLogger<RegistryClient> log = new();

    public ClientUnderTest(
        Uri registry,
        RegistryOptions? options = null,
        TimeProvider? time = null,
        params (string Name, string Value)[] environment
    )
    {
        var variables = environment.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        var host = new NpmHost(variables, AppContext.BaseDirectory, HomeDirectory: null, IsWindows: false);
        var clock = time ?? TimeProvider.System;
        var source = new RegistryConfigurationSource(
            host,
            registry.AbsoluteUri,
            clock,
            new RecordingLogger<RegistryConfigurationSource>()
        );
        client = new RegistryClient(source, options ?? Quick(), clock, log);
    }

    public IReadOnlyList<string> Log => log.Lines;

    /// <summary>Retries without waiting; no time-out that a loaded machine reaches, nor a clock that is moved by seconds.</summary>
    public static RegistryOptions Quick() =>
        new()
        {
            RetryDelay = TimeSpan.Zero,
            MaxRetryDelay = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.FromHours(12),
            HeadersTimeout = TimeSpan.FromHours(12),
            StallTimeout = TimeSpan.FromHours(12),
            TotalTimeout = TimeSpan.FromHours(24),
        };

    public static string Document(string name, params string[] versions)
    {
        var manifests = versions.Select(v =>
            $$"""
                "{{v}}": {"name":"{{name}}","version":"{{v}}","dist":{"tarball":"http://x/{{name}}-{{v}}.tgz","shasum":"00"} }
                """
        );
        return $$"""
            {"name":"{{name}}","dist-tags":{"latest":"{{versions[^1]}}"},"versions":{ {{string.Join(
                ',',
                manifests
            )}} } }
            """;
    }

    public static byte[] Compress(string text, Func<Stream, Stream> coding)
    {
        using var buffer = new MemoryStream();
        using (var stream = coding(buffer))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    public static byte[] Gzip(string text) => Compress(text, s => new GZipStream(s, CompressionLevel.Fastest));

    public Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form = DocumentForm.Abbreviated,
        string? etag = null,
        string? lastModified = null,
        CancellationToken cancellationToken = default
    ) =>
        client
            .FetchAsync(name, form, etag, lastModified, cancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);

    public Task<RegistryAnswer> OpenAsync(TarballRequest request) =>
        client
            .OpenAsync(request, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);

    public void Dispose() => client.Dispose();
}

/// <summary>Keeps what is logged.</summary>
public sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (lines)
        {
            lines.Add($"{logLevel}: {formatter(state, exception)}{exception}");
        }
    }
}

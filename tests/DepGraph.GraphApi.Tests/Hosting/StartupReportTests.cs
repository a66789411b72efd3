using DepGraph.GraphApi.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DepGraph.GraphApi.Tests.Hosting;

public sealed class StartupReportTests
{
    [Fact]
    public async Task Settings_in_force_are_logged_without_their_secrets()
    {
        var log = new Recorder();
        await using var server = await ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton<ILoggerProvider>(log),
            "--Store:Password=hunter2",
            "--Ingestion:WaitSeconds=7",
            "--Logging:LogLevel:Default=Information"
        );

        log.Lines.ShouldContain(line =>
            line.StartsWith("Ingestion: ") && line.Contains("WaitSeconds=7, MaxWaitSeconds=240")
        );
        log.Lines.ShouldContain(line => line.StartsWith("Store: ") && line.Contains("Password=***"));
        log.Lines.ShouldNotContain(line => line.Contains("hunter2"));
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_pointed_out()
    {
        var log = new Recorder();
        await using var server = await ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton<ILoggerProvider>(log),
            "--Ingestion:WaitSecond=7",
            "--Logging:LogLevel:Default=Warning"
        );

        log.Lines.ShouldContain("There is no setting Ingestion:WaitSecond: it has no effect");
    }

    private sealed class Recorder : ILoggerProvider, ILogger
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

        public ILogger CreateLogger(string categoryName) => this;

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
                lines.Add(formatter(state, exception));
            }
        }

        public void Dispose() { }
    }
}

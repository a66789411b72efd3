using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;
using Microsoft.Playwright;

namespace DepGraph.EndToEnd.Browsing;

/// <summary>A Chromium without a window, with a profile of its own. Its patience is above what a busy machine needs.</summary>
public sealed class HeadlessBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const float Patience = 300_000;

    private readonly TemporaryFolder profile;
    private readonly IPlaywright playwright;

    private HeadlessBrowser(TemporaryFolder profile, IPlaywright playwright, IBrowserContext context) =>
        (this.profile, this.playwright, Context) = (profile, playwright, context);

    public IBrowserContext Context { get; }

    public IPage Page => Context.Pages[0];

    /// <summary>Starts one; skips the running test where there is no Chromium.</summary>
    public static async Task<HeadlessBrowser> StartAsync(int width = 1400, int height = 900)
    {
        if (!File.Exists(Chromium))
        {
            Assert.Skip($"{Chromium} is not here.");
        }

        var profile = new TemporaryFolder();
        var playwright = await Playwright.CreateAsync();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(
            profile.Path,
            new()
            {
                ExecutablePath = Chromium,
                Headless = true,
                Timeout = Patience,
                ViewportSize = new() { Width = width, Height = height },
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                ],
            }
        );
        context.SetDefaultTimeout(Patience);
        return new HeadlessBrowser(profile, playwright, context);
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        playwright.Dispose();
        // What Chromium started may write into the profile for a moment after Chromium's own end.
        await Eventually.HoldsAsync(TryDeleteProfile, "nobody writes into the profile any more");
    }

    private bool TryDeleteProfile()
    {
        try
        {
            profile.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

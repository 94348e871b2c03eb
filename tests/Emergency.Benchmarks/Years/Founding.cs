using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Hosting.DemoData;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Benchmarks.Years;

/// <summary>Makes the county, and writes its years into it.</summary>
internal static class Founding
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(5 * 365);
    private static readonly Past Then = new(Years + TimeSpan.FromDays(7));

    /// <summary>
    /// Makes the demo's district with its divisions, boundaries and accounts, and made-up people in every community of it.
    /// </summary>
    public static async Task<County> Found(string folder, int residents)
    {
        await using var opened = await Opened.Open(Settings(folder), Then, NullLoggerFactory.Instance);
        IReadOnlyList<(string, GeoPoint)> communities;
        await using (var app = Product.Build(Settings(folder).With(opened.Installation), opened))
        {
            await app.StartAsync();
            var folding = app.Services.GetRequiredService<Folding>();
            await ActivatorUtilities.CreateInstance<Registers>(app.Services).Load((_, _) => { }, CancellationToken.None);
            await folding.At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
            await ActivatorUtilities.CreateInstance<DemoAccounts>(app.Services).Make(CancellationToken.None);
            await folding.At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
            communities = [.. folding.Now.Of<PlacesKnown>().Communities(County.Code).Select(one => (one.Code, Middle(one.Facts)))];
            await app.StopAsync();
        }
        var county = await new Settling(opened, Then.GetUtcNow()).Settle(communities, residents);
        await Followed(folder, opened);
        return county;
    }

    /// <summary>Writes the years, and marks them as done for the reactions: their effects were written with the events.</summary>
    public static async Task<Told> Write(string folder, County county, long events, int drills)
    {
        await using var opened = await Opened.Open(Settings(folder), TimeProvider.System, NullLoggerFactory.Instance);
        var told = await new History(opened, county, Then.GetUtcNow(), Years).Write(events, drills);
        await Followed(folder, opened);
        return told;
    }

    public static Settings Settings(string folder) =>
        SettingsReading
            .Read(
                ["--data", folder, "--ballast", "0", "--urls", "http://127.0.0.1:0", "--demo", "on"],
                new Dictionary<string, string>(StringComparer.Ordinal),
                null
            )
            .Settings;

    /// <summary>Marks everything up to here as done for the reactions.</summary>
    internal static async Task Followed(string folder, Opened opened)
    {
        await using var app = Product.Build(Settings(folder).With(opened.Installation), opened);
        var head = await opened.Engine.Feed.Head();
        foreach (var reaction in app.Services.GetServices<IReaction>())
            await opened.Engine.Progress.Write($"reaction/{reaction.Name}", head);
    }

    private static GeoPoint Middle(Division division) =>
        division.Boundary is { } boundary
            ? new(boundary.Parts[0][0].Average(corner => corner.Lon), boundary.Parts[0][0].Average(corner => corner.Lat))
            : new(114.06, 32.115);
}

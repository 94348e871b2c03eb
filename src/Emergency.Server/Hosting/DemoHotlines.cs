using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Emergency.Server.Hosting;

/// <summary>
/// Runs a simulated centre in a demo where no hotline has an address: it stands for all of them, in this process on a port of its own.
/// </summary>
internal static class DemoHotlines
{
    // Seconds for which a phone rings before the centre presses a key: time to answer on the page instead.
    private const double Rings = 45;

    /// <summary>Starts the centre; null where there is a real partner, or no demo.</summary>
    public static async Task<Centre?> Start(Settings settings, Installation installation)
    {
        if (!installation.Demo || settings.Hotlines.Values.Any(line => line.Url is not null))
            return null;
        var secrets = settings
            .Hotlines.Select(line => (line.Key, Secret: WebhookSecret.Parse(line.Value.Secret)))
            .Where(line => line.Secret is not null)
            .ToDictionary(line => line.Key, line => line.Secret!, StringComparer.Ordinal);
        return await Centre.Start(
            new("http://127.0.0.1:0", secrets),
            Script.Willing with
            {
                OtherCalls = new Ringing(Rung.Answered, Rings),
            },
            TimeProvider.System
        );
    }

    /// <summary>The settings with the simulated centre as everybody's address.</summary>
    public static Settings To(this Settings settings, Centre? centre) =>
        centre is null
            ? settings
            : settings with
            {
                Hotlines = settings.Hotlines.Keys.Aggregate(
                    settings.Hotlines,
                    (lines, code) =>
                        lines.SetItem(
                            code,
                            lines[code] with
                            {
                                Url = code is Settings.Voice or Settings.Loudspeakers or Settings.Chat
                                    ? new Uri(centre.Address, $"/{code}")
                                    : centre.Address,
                            }
                        )
                ),
            };

    /// <summary>Tells the simulated centre where to answer, as soon as that is known.</summary>
    public static void Answered(this WebApplication app, Centre? centre)
    {
        if (centre is null)
            return;
        app.Lifetime.ApplicationStarted.Register(() =>
            centre.Answer([.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(Here)])
        );
    }

    // A server on every address of the machine ([::], 0.0.0.0) is reached on this one.
    private static Uri Here(string address)
    {
        var served = new UriBuilder(address);
        if (served.Host is "0.0.0.0" or "[::]" or "+" or "*")
            served.Host = "127.0.0.1";
        return served.Uri;
    }
}

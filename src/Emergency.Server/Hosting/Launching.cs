using System.Collections;
using Emergency.Engine;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Logging;
using Emergency.Server.Hosting.Pipeline;

namespace Emergency.Server.Hosting;

/// <summary>Runs the product or a command from the command line; an obstacle to the start is a sentence on standard error.</summary>
internal static class Launching
{
    /// <summary>
    /// The exit code: 0, 1 (a command found something wrong), 3 (cannot start; nothing was touched) or 4 (the journal fails).
    /// </summary>
    public static async Task<int> Run(
        string[] args,
        IDictionary environment,
        TextReader input,
        Func<Settings, Opened, WebApplication> build,
        int rounds = Passwords.Rounds
    )
    {
        // The hotline command is a vendor's side of a line: it has settings of its own, and needs no data of ours.
        if (args is ["hotline", .. var words])
            return await LineProgram.Run(words, Console.Out, Console.Error);
        var reading = SettingsReading.Read(
            args,
            environment,
            File.Exists("appsettings.json") ? await File.ReadAllTextAsync("appsettings.json") : null
        );
        foreach (var fault in reading.Faults)
            await Console.Error.WriteLineAsync(fault);
        if (reading.Faults.Count > 0)
            return Serving.CannotStartCode;
        OwnerOnly.FromNowOn();
        using var logs = Logs.Make();
        OwnerOnly.Within(reading.Settings.Data, logs.CreateLogger(nameof(OwnerOnly)));
        try
        {
            if (reading.Words.Count > 0)
                return await Commands.Run(reading.Settings, reading.Words, build, rounds, logs, input, Console.Out);
            Ports.Check(reading.Settings.Urls);
            _ = ServedCertificate.Of(reading.Settings, logs.CreateLogger<ServedCertificate>());
            await using var opened = await Opened.Open(reading.Settings, new SteadyTime(TimeProvider.System), logs);
            var settings = reading.Settings.With(opened.Installation);
            await using var centre = await DemoHotlines.Start(settings, opened.Installation);
            if (centre is not null)
                Console.WriteLine(
                    $"hotlines are simulated on {centre.Address.GetLeftPart(UriPartial.Authority)}, what they saw is at /log"
                );
            settings = settings.To(centre);
            foreach (var line in settings.Lines())
                Console.WriteLine(line);
            await using var app = build(settings, opened);
            app.Answered(centre);
            return await app.Serve(opened);
        }
        catch (CannotStart why)
        {
            await Console.Error.WriteLineAsync(why.Message);
            return Serving.CannotStartCode;
        }
    }
}

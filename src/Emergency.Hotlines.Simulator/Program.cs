using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Emergency.Hotlines;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Hotlines.Simulator.Checking;

// --urls ADDRESS --server URL[;URL] --secrets FILE [--script FILE]: a centre.
// check URL --secret whsec_… [--hotline 120] [--json FILE] [--really]: plays against a partner's server.
// describe FOLDER [whsec_…]: schemas, AsyncAPI document and samples, signed now with that secret.
// Each ends with 3 and one sentence where it cannot start.
try
{
    if (args is ["check", .. var rest])
        return await PartnerCheck.Run(CheckSettings.Read(rest), Console.Out, Console.Error);
    if (args is ["describe", var folder, .. var secretText] && secretText.Length <= 1)
    {
        var signing = secretText is [var text] ? WebhookSecret.Parse(text) ?? throw new FormatException("that secret is none") : null;
        Console.WriteLine($"{DocumentFiles.Write(folder, signing, TimeProvider.System.GetUtcNow())} files in {folder}");
        return 0;
    }
    var options = args.Chunk(2)
        .ToDictionary(
            pair => pair[0],
            pair => pair.Length == 2 ? pair[1] : throw new FormatException($"{pair[0]} needs a value"),
            StringComparer.Ordinal
        );
    if (options.Keys.FirstOrDefault(name => name is not ("--urls" or "--server" or "--secrets" or "--script")) is { } unknown)
        throw new FormatException($"{unknown}: --urls, --server, --secrets or --script");
    var secrets = JsonSerializer
        .Deserialize<Dictionary<string, string>>(
            await File.ReadAllTextAsync(
                options.GetValueOrDefault("--secrets") ?? throw new FormatException("--secrets FILE is needed: {\"120\": \"whsec_…\"}")
            )
        )!
        .ToDictionary(
            line =>
                HotlineCode.Of(line.Key)?.Number
                ?? (line.Key == "voice" ? line.Key : null)
                ?? throw new FormatException($"{line.Key} is no hotline"),
            line => WebhookSecret.Parse(line.Value) ?? throw new FormatException($"the secret of {line.Key} is none"),
            StringComparer.Ordinal
        );
    var script = options.TryGetValue("--script", out var file) ? Script.Read(await File.ReadAllTextAsync(file)) : Script.Willing;
    await using var centre = await Centre.Start(
        new(options.GetValueOrDefault("--urls", "http://127.0.0.1:5081"), secrets),
        script,
        TimeProvider.System
    );
    centre.Answer([.. options.GetValueOrDefault("--server", "http://127.0.0.1:5080").Split(';').Select(url => new Uri(url))]);
    using var stop = new CancellationTokenSource();
    using var terminate = PosixSignalRegistration.Create(
        PosixSignal.SIGTERM,
        signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    );
    using var interrupt = PosixSignalRegistration.Create(
        PosixSignal.SIGINT,
        signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    );
    Console.WriteLine($"ready on {centre.Address.GetLeftPart(UriPartial.Authority)}");
    await centre.Ended(stop.Token);
    return 0;
}
catch (Exception wrong)
    when (wrong
            is FormatException
                or IOException
                or JsonException
                or UriFormatException
                or ArgumentException
                or UnauthorizedAccessException
                or SocketException
    )
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 3;
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Emergency.Hotlines;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;

// --urls ADDRESS --server URL[;URL] --secrets FILE [--script FILE]; ends with 3 and one sentence where it cannot start.
try
{
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
catch (Exception wrong) when (wrong is FormatException or IOException or JsonException or UriFormatException or ArgumentException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 3;
}

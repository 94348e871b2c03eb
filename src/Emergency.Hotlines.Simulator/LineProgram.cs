using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator.Checking;

namespace Emergency.Hotlines.Simulator;

/// <summary>
/// The other side of a line as a program: a centre, the check of a partner's server, and the description with samples. The server offers it
/// as its command <c>hotline</c>.
/// </summary>
public static class LineProgram
{
    public const string Usage =
        "--urls ADDRESS --server URL[;URL] --secrets FILE [--script FILE], check URL --secret whsec_…, or describe FOLDER [whsec_…]";

    /// <summary>Exit code: 0, 1 (the check found something bad) or 3: it cannot start, and one sentence says why.</summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            switch (args)
            {
                case ["check", .. var rest]:
                    return await PartnerCheck.Run(CheckSettings.Read(rest), output, error);
                case ["describe", var folder]:
                    return await Describe(folder, null, output);
                case ["describe", var folder, var secret]:
                    return await Describe(folder, WebhookSecret.Parse(secret) ?? throw new FormatException("that secret is none"), output);
                default:
                    return await Serve(Options(args), output);
            }
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
            await error.WriteLineAsync(wrong.Message);
            return 3;
        }
    }

    /// <summary>Writes schemas, AsyncAPI document and samples, signed now with that secret.</summary>
    private static async Task<int> Describe(string folder, WebhookSecret? signing, TextWriter output)
    {
        await output.WriteLineAsync($"{DocumentFiles.Write(folder, signing, TimeProvider.System.GetUtcNow())} files in {folder}");
        return 0;
    }

    private static Dictionary<string, string> Options(string[] args)
    {
        var options = args.Chunk(2)
            .ToDictionary(
                pair => pair[0],
                pair => pair.Length == 2 ? pair[1] : throw new FormatException($"{pair[0]} needs a value: {Usage}"),
                StringComparer.Ordinal
            );
        return options.Keys.FirstOrDefault(name => name is not ("--urls" or "--server" or "--secrets" or "--script")) is { } unknown
            ? throw new FormatException($"{unknown}: {Usage}")
            : options;
    }

    /// <summary>Runs a centre that answers by a script until it is asked to end.</summary>
    private static async Task<int> Serve(Dictionary<string, string> options, TextWriter output)
    {
        var secrets = JsonSerializer
            .Deserialize<Dictionary<string, string>>(
                await File.ReadAllTextAsync(
                    options.GetValueOrDefault("--secrets") ?? throw new FormatException("--secrets FILE is needed: {\"120\": \"whsec_…\"}")
                )
            )!
            .ToDictionary(
                line =>
                    HotlineCode.Of(line.Key)?.Number
                    ?? (line.Key is "voice" or Loudspeakers.Line or Chat.Line ? line.Key : null)
                    ?? throw new FormatException($"{line.Key} is no line: 110, 119, 120, 12345, voice, {Loudspeakers.Line} or {Chat.Line}"),
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
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await output.WriteLineAsync($"ready on {centre.Address.GetLeftPart(UriPartial.Authority)}");
        await centre.Ended(stop.Token);
        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CsvHelper;
using Emergency.Drills.Playing;
using Spectre.Console;

namespace Emergency.Drills;

/// <summary>
/// Replays a file of call records through the signed intake as fast as it takes them, then compares the case numbers sent with those in the
/// export.
/// </summary>
public static class Calls
{
    private const int Senders = 16;
    private const string Cases = "live/case/";

    /// <param name="kill">True to kill the server after some of the answers, between a tenth and nine tenths, and send all from the
    /// start.</param>
    public static async Task<int> Replay(string file, Nodes nodes, string password, bool kill, TimeProvider clock, CancellationToken stop)
    {
        var calls = Read(file);
        using var sender = new Sender(nodes, new Ledger(), clock);
        var partner = new Partner(sender, nodes.Secrets, clock);
        if (kill)
            await Broken(calls, partner, nodes, stop);
        var refused = new ConcurrentQueue<string>();
        var began = clock.GetTimestamp();
        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = stop },
            async (call, token) =>
            {
                var answer = await partner.Send(call.Line, $"msg_{call.Number}", "case.created", call.Data, call.At, token);
                if (answer.Status != 202)
                    refused.Enqueue($"{call.Number}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.Body?.ToJsonString()}");
            }
        );
        var took = clock.GetElapsedTime(began);
        foreach (var line in refused.Take(10))
            AnsiConsole.WriteLine(line);
        var auditor = new Player(sender, "auditor");
        await auditor.SignIn(password, stop);
        var export = await Exported.Read(auditor, stop);
        var cases = export
            .Lines.Where(line => line.Stream.StartsWith(Cases, StringComparison.Ordinal))
            .Select(line => line.Stream[Cases.Length..])
            .ToHashSet(StringComparer.Ordinal);
        var opened = export.Lines.Count(line => line.Form.StartsWith("incident.opened.", StringComparison.Ordinal));
        var sent = calls.Select(call => $"{call.Line}:{call.Number}").ToHashSet(StringComparer.Ordinal);
        var (lost, strange, doubled) = (
            sent.Except(cases, StringComparer.Ordinal).Count(),
            cases.Except(sent, StringComparer.Ordinal).Count(),
            opened - cases.Count
        );
        AnsiConsole.WriteLine(
            FormattableString.Invariant(
                $"{calls.Count} calls in {took.TotalSeconds:F2} s = {calls.Count / took.TotalSeconds:F0}/s; refused {refused.Count}; in the export {cases.Count}: lost {lost}, not sent {strange}; incidents {opened}: doubled {doubled}"
            )
        );
        return lost == 0 && strange == 0 && doubled == 0 && refused.IsEmpty ? 0 : 1;
    }

    /// <summary>Sends until a random number of calls is acknowledged, then kills the server and leaves the rest unsent.</summary>
    private static async Task Broken(
        List<(string Line, string Number, DateTimeOffset At, JsonNode Data)> calls,
        Partner partner,
        Nodes nodes,
        CancellationToken stop
    )
    {
        var (last, acknowledged) = (RandomNumberGenerator.GetInt32(calls.Count / 10, calls.Count * 9 / 10), 0);
        Killed? killed = null;
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Parallel.ForEachAsync(
                calls,
                new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = broken.Token },
                async (call, token) =>
                {
                    if (
                        (await partner.Send(call.Line, $"msg_{call.Number}", "case.created", call.Data, call.At, token)).Status != 202
                        || Interlocked.Increment(ref acknowledged) != last
                    )
                        return;
                    killed = nodes.Kill();
                    await broken.CancelAsync();
                }
            );
        }
        catch (OperationCanceledException) when (killed is not null) { }
        if (killed is null)
            throw new InvalidOperationException("the calls ended before the kill");
        AnsiConsole.WriteLine(
            FormattableString.Invariant(
                $"kill -9 {killed.Pid} after {last} of {calls.Count} answers; serves again as {await killed.Again.WaitAsync(stop)}"
            )
        );
    }

    private static List<(string Line, string Number, DateTimeOffset At, JsonNode Data)> Read(string file)
    {
        using var reader = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        var calls = new List<(string, string, DateTimeOffset, JsonNode)>();
        foreach (var row in reader.GetRecords<dynamic>().Cast<IDictionary<string, object>>())
        {
            string Text(string column) => (string)row[column];
            var (line, number) = (Text("channel"), Text("call_id"));
            var received = $"{Text("received_at").Replace(' ', 'T')}+08:00";
            var title = Text("title_zh").Length > 0 ? Text("title_zh") : Text("original_title");
            var data = new JsonObject
            {
                ["caseNumber"] = number,
                ["category"] = line switch
                {
                    "119" => "fire",
                    "120" => "medical",
                    _ => "traffic",
                },
                ["title"] = title,
                ["description"] = title,
                ["receivedAt"] = received,
                ["location"] = new JsonObject
                {
                    ["lon"] = double.Parse(Text("lon"), CultureInfo.InvariantCulture),
                    ["lat"] = double.Parse(Text("lat"), CultureInfo.InvariantCulture),
                    ["datum"] = "WGS84",
                },
                ["priority"] = "urgent",
            };
            calls.Add((line, number, DateTimeOffset.Parse(received, CultureInfo.InvariantCulture), data));
        }
        return calls;
    }
}

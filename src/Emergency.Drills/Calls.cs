using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using Emergency.Drills.Playing;
using Spectre.Console;

namespace Emergency.Drills;

/// <summary>Replays a file of call records through the signed intake as fast as it takes them, then compares the case numbers sent with those in the export.</summary>
public static class Calls
{
    private const int Senders = 16;

    public static async Task<int> Replay(string file, ServerProcess server, string password, TimeProvider clock, CancellationToken stop)
    {
        var calls = Read(file);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders }) { BaseAddress = server.Address };
        var refused = new ConcurrentQueue<string>();
        var began = clock.GetTimestamp();
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = stop }, async (call, token) =>
        {
            var answer = await Player.Hotline(http, call.Line, server.Secrets[call.Line], $"msg_{call.Number}", "case.created", call.Data, clock.GetUtcNow(), token);
            if (answer.Status != 202) refused.Enqueue($"{call.Number}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.Body?.ToJsonString()}");
        });
        var took = clock.GetElapsedTime(began);
        foreach (var line in refused.Take(10)) AnsiConsole.WriteLine(line);
        var stored = await Stored(server, password, stop);
        var sent = calls.Select(call => $"{call.Line}:{call.Number}").ToHashSet(StringComparer.Ordinal);
        var (lost, strange) = (sent.Except(stored, StringComparer.Ordinal).Count(), stored.Except(sent, StringComparer.Ordinal).Count());
        AnsiConsole.WriteLine(FormattableString.Invariant($"{calls.Count} calls in {took.TotalSeconds:F2} s = {calls.Count / took.TotalSeconds:F0}/s; refused {refused.Count}; in the export {stored.Count}: lost {lost}, not sent {strange}"));
        return lost == 0 && strange == 0 && refused.IsEmpty ? 0 : 1;
    }

    private static async Task<HashSet<string>> Stored(ServerProcess server, string password, CancellationToken stop)
    {
        using var auditor = new Player(new HttpClient { BaseAddress = server.Address }, "auditor");
        await auditor.SignIn(password, stop);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", auditor.Token);
        using var lines = new StreamReader(await http.GetStreamAsync(new Uri("/api/export?after=0", UriKind.Relative), stop));
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (await lines.ReadLineAsync(stop) is { } line)
            if (Paths.Text(JsonNode.Parse(line)?["stream"]) is { } stream && stream.StartsWith("live/case/", StringComparison.Ordinal)) keys.Add(stream["live/case/".Length..]);
        return keys;
    }

    private static List<(string Line, string Number, JsonNode Data)> Read(string file)
    {
        using var reader = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        var calls = new List<(string, string, JsonNode)>();
        foreach (var row in reader.GetRecords<dynamic>().Cast<IDictionary<string, object>>())
        {
            string Text(string column) => (string)row[column];
            var (line, number) = (Text("channel"), Text("call_id"));
            var title = Text("title_zh").Length > 0 ? Text("title_zh") : Text("original_title");
            var data = new JsonObject
            {
                ["caseNumber"] = number,
                ["category"] = line switch { "119" => "fire", "120" => "medical", _ => "traffic" },
                ["title"] = title,
                ["description"] = title,
                ["receivedAt"] = $"{Text("received_at").Replace(' ', 'T')}+08:00",
                ["location"] = new JsonObject { ["lon"] = double.Parse(Text("lon"), CultureInfo.InvariantCulture), ["lat"] = double.Parse(Text("lat"), CultureInfo.InvariantCulture), ["datum"] = "WGS84" },
                ["priority"] = "urgent",
            };
            calls.Add((line, number, data));
        }
        return calls;
    }
}

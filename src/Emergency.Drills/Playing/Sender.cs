using System.Net;
using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>
/// Brings requests to the node whose turn it is. A request whose node dies goes to the next that serves, and comes again to a node that is
/// still loading: a second request with the same key does the same act.
/// </summary>
public sealed class Sender(Nodes nodes, Ledger ledger, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60),
        Pause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) });

    /// <summary>Sends a write; an acknowledged one goes into the ledger.</summary>
    public async Task<Player.Answer> Write(string who, string what, Func<HttpRequestMessage> request, CancellationToken stop)
    {
        var answer = await Send(request, stop);
        if (
            answer.Fine
            && long.TryParse(
                answer.Position,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var position
            )
        )
            ledger.Add(new Acknowledged(who, what, position, answer.Body?.ToJsonString() ?? "", token => Send(request, token)));
        return answer;
    }

    public async Task<Player.Answer> Send(Func<HttpRequestMessage> request, CancellationToken stop)
    {
        using var answer = await Open(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        return new Player.Answer(
            (int)answer.StatusCode,
            text.Length > 0 ? Read(answer.Content.Headers.ContentType?.MediaType, text) : null,
            answer.Headers.TryGetValues("X-Position", out var position) ? position.First() : null
        );
    }

    // Lines of JSON are shown as a list, so that conditions can look into them.
    private static JsonNode? Read(string? type, string text) =>
        type == "application/x-ndjson"
            ? new JsonObject
            {
                ["items"] = new JsonArray([
                    .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)),
                ]),
            }
        : type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text)
        : null;

    /// <summary>
    /// Sends a request; the caller disposes the answer. Throws <see cref="HttpRequestException"/> where no node has answered for a minute.
    /// </summary>
    public async Task<HttpResponseMessage> Open(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(make);
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, stop))
        {
            using var request = make();
            request.RequestUri = new Uri(nodes.Next(), request.RequestUri!);
            try
            {
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
                // A node that has just started loads its views first, and answers 503 meanwhile.
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || clock.GetElapsedTime(began) >= Patience)
                    return answer;
                answer.Dispose();
            }
            catch (HttpRequestException) when (nodes.AnyDown && clock.GetElapsedTime(began) < Patience) { }
        }
    }

    public void Dispose() => _http.Dispose();
}

using System.Collections.Concurrent;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>
/// Plays a bridge to a chat app on POST /chat/messages: takes signed requests and shows each once. It sends nothing back but a status.
/// </summary>
internal sealed class Chat(WebhookSecret? secret, Script script, CentreLog log, TimeProvider clock)
{
    public const string Line = "chat";
    private readonly ConcurrentDictionary<string, Lazy<int>> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _shown = new(StringComparer.Ordinal);
    private int _messages = -1;

    public async Task Take(HttpContext context)
    {
        var (body, headers, genuine) = await Signed.Read(context, secret, clock);
        var asked = genuine ? ChatMessages.ReadRequest(body) : null;
        var (what, status) =
            asked is not null ? Taken(headers.Id!)
            : genuine ? ("refused", StatusCodes.Status400BadRequest)
            : ("unsigned", StatusCodes.Status401Unauthorized);
        log.Add(new LogLine(what, Line, headers.Id, asked?.CallId, Status: status));
        context.Response.StatusCode = status;
    }

    // A status of the script meets the first try of its message; after a status that allows another try, the next try is taken.
    private (string What, int Status) Taken(string id)
    {
        var first = !_known.ContainsKey(id);
        var status = _known.GetOrAdd(id, _ => new(Next)).Value;
        if (status >= 300 && (first || status is >= 400 and < 500 and not 429))
            return ("refused", status);
        return (_shown.TryAdd(id, true) ? "shown" : "repeated", StatusCodes.Status202Accepted);
    }

    private int Next() => script.Chats?.ElementAtOrDefault(Interlocked.Increment(ref _messages)) is { } status and > 0 ? status : 202;
}

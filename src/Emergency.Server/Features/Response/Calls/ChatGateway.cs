using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Calls;

/// <summary>A bridge to any messenger app (--hotlines:chat:url): sends a signed message, and gets back only its status.</summary>
internal sealed class ChatGateway(Settings settings, Outgoing outgoing, TimeProvider clock) : ChatApp
{
    private readonly Line _line = new(settings, outgoing, clock);

    private sealed class Line(Settings settings, Outgoing outgoing, TimeProvider clock)
        : Gateway(Settings.Chat, "the bridge to the app for messages", settings, outgoing, clock)
    {
        public Task<int?> Send(string id, ChatRequested asked, CancellationToken stop) =>
            Post(id, ChatMessages.Write(id, "emergency", Clock.GetUtcNow(), asked), stop);
    }

    public override bool Exists => _line.Exists;
    public override string? Advice => _line.Advice;

    public override async Task<ChatOutcome> Send(RingDue call, string phone, CancellationToken stop)
    {
        var id = Derived.Id(call.Call.Value, $"chat {call.Attempt}").ToString();
        var (title, text) = Words.Of(call.About.Kind);
        var link = settings.PublicUrl is { } url ? new Uri(url, Page).AbsoluteUri : null;
        return await _line.Send(id, new ChatRequested(call.GatewayKey, phone, title, text, link, call.Until), stop) switch
        {
            >= 200 and < 300 => ChatOutcome.Taken,
            404 => ChatOutcome.NotKnown,
            var status => Gateway.IsRefusal(status) ? ChatOutcome.Refused : ChatOutcome.Again,
        };
    }
}

using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Problems;
using Emergency.Server.Requests;

namespace Emergency.Server.Orders;

/// <summary>What the voice gateway says of calls, signed as Standard Webhooks says.</summary>
public static class VoiceEndpoints
{
    public static WebApplication MapVoice(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost("/voice/messages", Receive).NeedsNothing().WithMetadata(new RefusedUnread(Unread)).Accepts<JsonElement>("application/json");
        return app;
    }

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread(HttpContext context) => context.RequestServices.GetRequiredService<VoiceGateway>().Verifier is null ? Unknown : Signed.Unread(context.Request);

    /// <summary>Takes call.answered and call.failed; the same webhook-id again answers as the first time.</summary>
    public static async Task<Outcome<Done>> Receive(Received received, HttpRequest request, VoiceGateway gateway, Sending sending, Clock clock, CancellationToken stop)
    {
        if (gateway.Verifier is not { } verifier) return Unknown;
        var headers = Signed.Headers(request);
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine) return Signed.Refused(verified);
        if (VoiceMessages.ReadOutcome(received.Body) is not { } outcome || CallDue.Read(outcome.CallId) is not { } call) return new Problem("hotline.bad-message", ["$: call.answered or call.failed of a call we asked for"]);
        var now = clock.Now(Entities.Live);
        Command command = outcome.Answered ? new AnswerCall(call.Receiver, call.Attempt, null, now) : new FailCall(call.Receiver, call.Attempt, outcome.Cause!, now);
        var sent = await sending.Send("voice", Entities.Order(Entities.Live, call.Order), command, Derived.Command("voice", headers.Id!), received.Digest, now, stop: stop);
        return sent.With(new Done(), StatusCodes.Status202Accepted);
    }
}

using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Calls;

/// <summary>What the gateway says of calls and texts, signed as Standard Webhooks says.</summary>
internal static class VoiceEndpoints
{
    public static WebApplication MapVoice(this WebApplication app)
    {
        app.MapPost("/voice/messages", Receive)
            .NeedsNothing()
            .WithMetadata(new RefusedUnread(Unread))
            .Accepts<JsonElement>("application/json")
            .Produces<Done>(StatusCodes.Status202Accepted);
        return app;
    }

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread(HttpContext context) =>
        context.RequestServices.GetRequiredService<VoiceGateway>().Verifier is null ? Unknown : Signed.Unread(context.Request);

    /// <summary>Takes call.answered and call.failed, text.delivered, text.answered and text.failed; the same webhook-id again answers as the first time.</summary>
    public static async Task<Outcome<Done>> Receive(
        Received received,
        HttpRequest request,
        VoiceGateway gateway,
        Sending sending,
        Clock clock,
        CancellationToken stop
    )
    {
        if (gateway.Verifier is not { } verifier)
            return Unknown;
        var headers = Signed.Headers(request);
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine)
            return Signed.Refused(verified);
        var now = clock.Now(Entities.Live);
        if (Heard(received.Body, now) is not var (to, command))
            return new Problem("hotline.bad-message", ["$: call.answered, call.failed or text.… of what we asked for"]);
        var sent = await sending.Send("voice", to, command, Derived.Command("voice", headers.Id!), received.Digest, now, stop: stop);
        return sent.With(new Done(), StatusCodes.Status202Accepted);
    }

    private static (EntityId To, Command Command)? Heard(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        VoiceMessages.ReadOutcome(body) is { } outcome ? Heard(outcome, now)
        : VoiceMessages.ReadText(body) is { } text && RingDue.Read(text.CallId) is { } ring
            ? (
                Entities.Call(Entities.Live, ring.Call),
                text.State switch
                {
                    TextState.Answered => new AnswerCall(ring.Attempt, CallMeans.Sms, null, now),
                    TextState.Delivered => new TellChannel(ring.Attempt, CallChannel.Sms, ChannelState.Delivered, null, now),
                    _ => new TellChannel(ring.Attempt, CallChannel.Sms, ChannelState.Failed, text.Cause, now),
                }
            )
        : null;

    // An older ring that failed needs no word: its time runs out.
    private static (EntityId To, Command Command)? Heard(CallOutcome outcome, DateTimeOffset now) =>
        RingDue.Read(outcome.CallId) is { } ring
            ? (
                Entities.Call(Entities.Live, ring.Call),
                outcome.Answered
                    ? new AnswerCall(ring.Attempt, CallMeans.Voice, null, now)
                    : new FailRing(ring.Attempt, outcome.Cause!, null, now)
            )
        : RingDue.ReadOlder(outcome.CallId) is { } older
            ? (
                Entities.Order(Entities.Live, older.Order),
                outcome.Answered ? new HearReceiver(older.Receiver, older.Attempt, null, now) : new Remind(now)
            )
        : null;
}

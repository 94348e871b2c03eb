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

/// <summary>Takes the gateways' reports on calls, texts and broadcasts, signed by Standard Webhooks.</summary>
internal static class VoiceEndpoints
{
    public static WebApplication MapVoice(this WebApplication app)
    {
        Takes<VoiceGateway>(app.MapPost("/voice/messages", Receive));
        Takes<LoudspeakerGateway>(app.MapPost("/loudspeakers/messages", ReceiveOfLoudspeakers));
        return app;
    }

    private static void Takes<TGateway>(RouteHandlerBuilder route)
        where TGateway : Gateway =>
        route
            .NeedsNothing()
            .WithMetadata(new RefusedUnread(Unread<TGateway>))
            .Accepts<JsonElement>("application/json")
            .Produces<Done>(StatusCodes.Status202Accepted);

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread<TGateway>(HttpContext context)
        where TGateway : Gateway =>
        context.RequestServices.GetRequiredService<TGateway>().Verifier is null ? Unknown : Signed.Unread(context.Request);

    /// <summary>Takes call.answered and call.failed, text.delivered, text.answered and text.failed; a repeated webhook-id gets the first answer again.</summary>
    public static Task<Outcome<Done>> Receive(
        Received received,
        HttpRequest request,
        VoiceGateway gateway,
        Sending sending,
        Clock clock,
        CancellationToken stop
    ) => Take(received, request, gateway, sending, clock, Settings.Voice, Heard, "call.answered, call.failed or text.…", stop);

    /// <summary>Takes broadcast.played and broadcast.failed; a repeated webhook-id gets the first answer again.</summary>
    public static Task<Outcome<Done>> ReceiveOfLoudspeakers(
        Received received,
        HttpRequest request,
        LoudspeakerGateway gateway,
        Sending sending,
        Clock clock,
        CancellationToken stop
    ) => Take(received, request, gateway, sending, clock, Settings.Loudspeakers, Said, "broadcast.played or broadcast.failed", stop);

    private static async Task<Outcome<Done>> Take(
        Received received,
        HttpRequest request,
        Gateway gateway,
        Sending sending,
        Clock clock,
        string sender,
        Func<ReadOnlyMemory<byte>, DateTimeOffset, (EntityId To, Command Command)?> read,
        string types,
        CancellationToken stop
    )
    {
        if (gateway.Verifier is not { } verifier)
            return Unknown;
        var headers = Signed.Headers(request);
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine)
            return Signed.Refused(verified);
        var now = clock.Now(Entities.Live);
        if (read(received.Body, now) is not var (to, command))
            return new Problem("hotline.bad-message", [$"$: {types} of what we asked for"]);
        var sent = await sending.Send(sender, to, command, Derived.Command(sender, headers.Id!), received.Digest, now, stop: stop);
        return sent.With(new Done(), StatusCodes.Status202Accepted);
    }

    private static (EntityId To, Command Command)? Said(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        LoudspeakerMessages.ReadOutcome(body) is { } outcome && RingDue.Read(outcome.BroadcastId) is { } broadcast
            ? (
                Entities.Call(Entities.Live, broadcast.Call),
                new TellBroadcast(broadcast.Attempt, outcome.Played ? ChannelState.Delivered : ChannelState.Failed, outcome.Cause, now)
            )
            : null;

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

    // A failure of a ring from an earlier version needs no record: its time runs out.
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

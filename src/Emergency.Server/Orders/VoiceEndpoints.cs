using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
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
        app.MapPost("/voice/messages", Receive).NeedsNothing().Accepts<JsonElement>("application/json");
        return app;
    }

    /// <summary>Takes call.answered and call.failed; the same webhook-id again answers as the first time.</summary>
    public static async Task<Outcome<Done>> Receive(Received received, HttpRequest request, VoiceGateway gateway, Sending sending, Clock clock, CancellationToken stop)
    {
        if (gateway.Verifier is not { } verifier) return new Problem("hotline.unknown", []);
        var headers = new WebhookHeaders(request.Headers[WebhookHeaders.IdName], request.Headers[WebhookHeaders.TimestampName], request.Headers[WebhookHeaders.SignatureName]);
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine) return new Problem("hotline.signature", [JsonNamingPolicy.KebabCaseLower.ConvertName(verified.ToString())]);
        if (VoiceMessages.ReadOutcome(received.Body) is not { } outcome || CallDue.Read(outcome.CallId) is not { } call) return new Problem("hotline.bad-message", ["$: call.answered or call.failed of a call we asked for"]);
        var now = clock.Now(Entities.Live);
        Command command = outcome.Answered ? new AnswerCall(call.Receiver, call.Attempt, null, now) : new FailCall(call.Receiver, call.Attempt, outcome.Cause!, now);
        var sent = await sending.Send("voice", Entities.Order(Entities.Live, call.Order), command, Derived.Command("voice", headers.Id!), received.Digest, now, stop: stop);
        return sent.With(new Done(), StatusCodes.Status202Accepted);
    }
}

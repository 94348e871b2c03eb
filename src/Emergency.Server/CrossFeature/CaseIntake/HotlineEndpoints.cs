using System.Text.Json;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.CrossFeature.CaseIntake;

/// <summary>What 110, 119, 120 and 12345 hand over by machine, signed as Standard Webhooks says.</summary>
internal static class HotlineEndpoints
{
    public static WebApplication MapHotlines(this WebApplication app)
    {
        app.MapPost("/hotlines/{hotline}/messages", Receive)
            .NeedsNothing()
            .WithMetadata(new RefusedUnread(Unread))
            .Accepts<JsonElement>("application/json")
            .Produces<Taken>(StatusCodes.Status202Accepted);
        return app;
    }

    /// <summary>Takes a case, an update, a cancellation or an answer to a hand-over. An emergency is never refused for its location; the same webhook-id again answers as the first time.</summary>
    public static async Task<Outcome<Taken>> Receive(
        string hotline,
        Received received,
        HttpRequest request,
        Partners partners,
        Intake intake,
        CancellationToken stop
    )
    {
        if (HotlineCode.Of(hotline) is not { } code || partners.Verifier(code) is not { } verifier)
            return Unknown;
        var headers = Signed.Headers(request);
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine)
            return Signed.Refused(verified);
        var parsed = MessageReader.Read(received.Body);
        return parsed.Message is { } message
            ? (await intake.Take(Entities.Live, code, headers.Id!, message, received.Digest, stop)).Answer(StatusCodes.Status202Accepted)
            : new Problem("hotline.bad-message", [string.Join("; ", parsed.Faults.Select(fault => $"{fault.Path}: {fault.Code}"))]);
    }

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread(HttpContext context) =>
        HotlineCode.Of($"{context.Request.RouteValues["hotline"]}") is { } code
        && context.RequestServices.GetRequiredService<Partners>().Verifier(code) is not null
            ? Signed.Unread(context.Request)
            : Unknown;
}

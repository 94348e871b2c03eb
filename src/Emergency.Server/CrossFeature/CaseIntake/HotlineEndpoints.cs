using System.Text.Json;
using Emergency.Domain;
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
        LineTraffic traffic,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (HotlineCode.Of(hotline) is not { } code || partners.Verifier(code) is not { } verifier)
            return Unknown;
        var (began, headers) = (clock.GetTimestamp(), Signed.Headers(request));
        if (verifier.Verify(headers, received.Body.Span) is var verified and not Verification.Genuine)
            return Refused(headers.Id, null, Signed.Refused(verified));
        var parsed = MessageReader.Read(received.Body);
        if (parsed.Message is not { } message)
        {
            var faults = string.Join("; ", parsed.Faults.Select(fault => $"{fault.Path}: {fault.Code}"));
            return Refused(headers.Id, null, new("hotline.bad-message", [faults]));
        }
        var (type, again) = (MessageTypes.Of(message.Content), intake.HasTaken(code, headers.Id!));
        var told = await intake.Take(Entities.Live, code, headers.Id!, message, received.Digest, stop);
        if (told.Sent.Problem is { } problem)
            Refused(headers.Id, type, problem);
        else
            traffic.Took(code, headers.Id!, type, told.Value?.IncidentId is { } incident ? new IncidentId(incident) : null, again, began);
        return told.Answer(StatusCodes.Status202Accepted);

        Problem Refused(string? id, string? type, Problem problem)
        {
            traffic.Refused(code, id, type, problem, began);
            return problem;
        }
    }

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread(HttpContext context)
    {
        if (HotlineCode.Of($"{context.Request.RouteValues["hotline"]}") is not { } code)
            return Unknown;
        var services = context.RequestServices;
        var unread = services.GetRequiredService<Partners>().Verifier(code) is null ? Unknown : Signed.Unread(context.Request);
        // What somebody who sets up a line does wrong first: no secret here, no signature there.
        if (unread is not null)
            services
                .GetRequiredService<LineTraffic>()
                .Refused(code, null, null, unread, services.GetRequiredService<TimeProvider>().GetTimestamp());
        return unread;
    }
}

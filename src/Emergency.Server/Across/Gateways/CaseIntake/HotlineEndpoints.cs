using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>Receives hand-overs by machine from 110, 119, 120 and 12345, signed according to Standard Webhooks.</summary>
internal static class HotlineEndpoints
{
    public static WebApplication MapHotlines(this WebApplication app)
    {
        app.MapPost("/hotlines/{line}/messages", Receive)
            .NeedsNothing()
            .WithMetadata(new RefusedUnread(Unread))
            .Accepts<JsonElement>("application/json")
            .Produces<Taken>(StatusCodes.Status202Accepted);
        return app;
    }

    /// <summary>Takes a case, an update, a cancellation or an answer to a hand-over. An emergency is never refused for its location; a repeated webhook-id gets the first answer again.</summary>
    public static async Task<Outcome<Taken>> Receive(
        string line,
        Received received,
        HttpRequest request,
        Known known,
        Partners partners,
        Intake intake,
        LineTraffic traffic,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (partners.Of(known, line) is not { } partner || partner.Verifier(clock) is not { } verifier)
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
        var (type, again) = (MessageTypes.Of(message.Content), intake.HasTaken(partner, headers.Id!));
        var told = await intake.Take(Entities.Live, partner, headers.Id!, message, received.Digest, stop);
        if (told.Sent.Problem is { } problem)
            Refused(headers.Id, type, problem);
        else
            traffic.Took(
                partner.Line,
                headers.Id!,
                type,
                told.Value?.IncidentId is { } incident ? new IncidentId(incident) : null,
                again,
                began
            );
        return told.Answer(StatusCodes.Status202Accepted);

        Problem Refused(string? id, string? type, Problem problem)
        {
            traffic.Refused(partner.Line, id, type, problem, began);
            return problem;
        }
    }

    private static Problem Unknown => new("hotline.unknown", []);

    private static Problem? Unread(HttpContext context)
    {
        var services = context.RequestServices;
        var (partners, known) = (services.GetRequiredService<Partners>(), services.GetRequiredService<Folding>().Now);
        var clock = services.GetRequiredService<TimeProvider>();
        if (partners.Of(known, $"{context.Request.RouteValues["line"]}") is not { } partner)
            return Unknown;
        var unread = partner.Verifier(clock) is null ? Unknown : Signed.Unread(context.Request);
        // The first mistakes in setting up a line: no secret here, no signature there.
        if (unread is not null)
            services.GetRequiredService<LineTraffic>().Refused(partner.Line, null, null, unread, clock.GetTimestamp());
        return unread;
    }
}

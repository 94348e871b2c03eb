using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Handovers;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>移交给我们的: endpoints for an office without a hotline, to see its hand-overs and answer them.</summary>
internal static class ReceivedEndpoints
{
    public static RouteGroupBuilder MapReceivedHandovers(this RouteGroupBuilder api)
    {
        api.MapGet("/handovers/received", List).Needs(HandoverPermissions.Answer);
        api.MapPost("/handovers/{handoverId:guid}/open", Open).Needs(HandoverPermissions.Answer);
        api.MapPost("/handovers/{handoverId:guid}/answer", Answer).Needs(HandoverPermissions.Answer);
        return api;
    }

    /// <summary>Hand-overs to the asker's own office that have not ended: unanswered first, then the oldest.</summary>
    public static async Task<Outcome<ReceivedPage>> List(Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (incidents, places) = (known.Of<IncidentsKnown>(act.Asked.Realm), known.Of<PlacesKnown>(act.Asked.Realm));
        var items = known
            .Of<HandoversKnown>(act.Asked.Realm)
            .All.Values.Where(one => one.IsFor(act.Asked) && one.State.Stage is not (HandoverStage.Completed or HandoverStage.Recalled))
            .OrderBy(one => one.State.Confirmed)
            .ThenBy(one => one.State.Stage == HandoverStage.Returned)
            .ThenBy(one => one.OfferedAt)
            .ThenBy(one => one.Id.Value)
            .Select(one => ReceivedItem.Of(one, incidents, places));
        return new Outcome<ReceivedPage>(new([.. items], known.At.Value), known.At);
    }

    /// <summary>
    /// Words of a hand-over, and the doors and needs of its persons. The access is recorded, and from then on the hand-over
    /// counts as delivered.
    /// </summary>
    public static async Task<Outcome<ReceivedOpened>> Open(Guid handoverId, Act act)
    {
        if (await Find(act, handoverId) is not { } one)
            return Problem.NotFound;
        var place = new Place(one.Facts.Division);
        var (access, recorded) = await act.Use<Recording>()
            .Write(
                act.Asked,
                HandoverPermissions.Answer,
                place,
                byTask: false,
                new Reading(AccessPurpose.Handover, one.Facts.Incident, one.Facts.Division, one.Facts.Persons),
                act.Stop
            );
        if (!recorded.Accepted)
            return recorded.With<ReceivedOpened>(null!);
        var sent = await act.Send(HandoverPermissions.Answer, place, Entity(act, one), _ => new MarkDelivered(act.Now));
        if (!sent.Accepted)
            return sent.With<ReceivedOpened>(null!);
        var residents = act.Use<Folding>().Now.Of<ResidentsKnown>(act.Asked.Realm);
        return sent.With(
            new ReceivedOpened(
                access.ToString(),
                act.Sealing.Open<FreeText>(one.Facts.Text)?.Text,
                [
                    .. one
                        .Facts.Persons.Select(id => residents.Persons.GetValueOrDefault(id))
                        .OfType<PersonKnown>()
                        .Select(person => Offering.Told(person, residents)),
                ],
                sent.Position.Value
            )
        );
    }

    /// <summary>Records 接, 退回, 在办 or 办结. Until the hand-over is taken, the offering side stays responsible.</summary>
    public static async Task<Outcome<Recorded>> Answer(Guid handoverId, ReceiverAnswer body, Act act)
    {
        if (ReceiverAnswer.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await Find(act, handoverId) is not { } one)
            return Problem.NotFound;
        Sealed? words = string.IsNullOrWhiteSpace(body.Text)
            ? null
            : await act.Seal(one.Facts.Incident.Value, new PartnerWords(null, body.Text.Trim(), null));
        var sent = await act.Send(
            HandoverPermissions.Answer,
            new Place(one.Facts.Division),
            Entity(act, one),
            by => new AnswerHandover(body.Word!.Value, body.Cause, words, by, act.Now)
        );
        return sent.With(new Recorded(handoverId, sent.Position.Value));
    }

    private static Engine.EntityId Entity(Act act, HandoverKnown one) => Entities.Handover(act.Asked.Realm, one.Id);

    private static async ValueTask<HandoverKnown?> Find(Act act, Guid id)
    {
        var known = await act.Use<Folding>().With(known => known.Of<HandoversKnown>(act.Asked.Realm).Find(new(id)) is not null, act.Stop);
        return known.Of<HandoversKnown>(act.Asked.Realm).Find(new(id)) is { } one && one.IsFor(act.Asked) ? one : null;
    }
}

/// <summary>The receiver's answer.</summary>
/// <param name="Cause">Required for a return.</param>
/// <param name="Text">Required for a return, and for the end, where it says what was done.</param>
internal sealed record ReceiverAnswer(HandoverWord? Word, ReturnCause? Cause, string? Text)
{
    public static IReadOnlyList<string> Faults(ReceiverAnswer body) =>
        [
            .. Checks.Need(body.Word is not null, "$.word: accept, return, progress or complete"),
            .. Checks.Need(body.Word != HandoverWord.Return || body.Cause is not null, "$.cause: needed of a return"),
            .. Checks.Text(body.Text, "$.text", 500, needed: body.Word is HandoverWord.Return or HandoverWord.Complete),
        ];
}

internal sealed record ReceivedPage(IReadOnlyList<ReceivedItem> Items, long Position);

/// <summary>A hand-over in the list of its receiver, without persons and text.</summary>
/// <param name="PlaceName">Name of the community, or of the county while the community is not known.</param>
/// <param name="Number">Number of the incident.</param>
internal sealed record ReceivedItem(
    HandoverLight Handover,
    string Division,
    string PlaceName,
    string? Number,
    Category? Category,
    int Persons
)
{
    public static ReceivedItem Of(HandoverKnown one, IncidentsKnown incidents, PlacesKnown places)
    {
        var incident = incidents.Find(one.Facts.Incident);
        return new(
            HandoverLight.Of(one),
            one.Facts.Division,
            places.Name(one.Facts.Division),
            incident is null ? null : incidents.Number(incident),
            incident?.State.Category,
            one.Facts.Persons.Count
        );
    }
}

/// <param name="AccessId">Id of the record of this access.</param>
/// <param name="People">Door and needs of each person. Names are with the community that offers them.</param>
internal sealed record ReceivedOpened(string AccessId, string? Text, IReadOnlyList<string> People, long Position);

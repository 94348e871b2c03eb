using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>
/// Lets a receiver without an account accept by a link. The link tells of a child and an age, never a name, and the acceptance counts only
/// with the hand-over in person.
/// </summary>
internal sealed class CareLinks(Folding folding, ISealing sealing, Sending sending, Clock clock) : ILinked
{
    public LinkPurpose Purpose => LinkPurpose.CareAccept;

    public Permission Makes => CarePermissions.Link;

    public IReadOnlyList<LinkAct> Acts { get; } = [LinkAct.Accept, LinkAct.OtherTime, LinkAct.Decline];

    public bool Ends(LinkAct act) => act == LinkAct.Decline;

    public LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now)
    {
        if (Offered(link, known) is not (var care, { } offer))
            return null;
        var (state, today) = (care.State, Shanghai.Day(now));
        var person = known.Of<ResidentsKnown>(Entities.Live).Persons.GetValueOrDefault(state.Person!.Value);
        return new(
            LinkPurpose.CareAccept,
            known.Of<PlacesKnown>(Entities.Live).Of(state.Community)?.Name ?? state.Community,
            CareRow.NoOf(care),
            link.State.Until,
            person?.IsMinor(today),
            CareRow.AgeOf(person, today),
            System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(offer.Exit.ToString()),
            Open(offer.Where),
            offer.When,
            [.. (Open(offer.Know) ?? "").Split(['\n', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            known
                .Of<TeamsKnown>(Entities.Live)
                .Of(state.Community)
                .Members.Values.Where(member => member.Facts.Is(TeamRole.ChildDirector) || member.Facts.Is(TeamRole.Secretary))
                .OrderByDescending(member => member.Facts.Is(TeamRole.ChildDirector))
                .SelectMany(member => member.Contact?.Phones ?? [])
                .FirstOrDefault(),
            offer.Accepted is not null,
            [.. Acts]
        );
    }

    public async ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop)
    {
        var id = new CareCaseId(link.State.Thing);
        if (Person(id) is not { } person)
            return new Sent(Position.Start, Problem.Of(Link.Withdrawn));
        await sealing.Ensure([person.Value], stop);
        var text = string.IsNullOrWhiteSpace(words) ? (Sealed?)null : sealing.Seal(person.Value, new FreeText(words));
        CareCommand command = act switch
        {
            LinkAct.Accept => new AcceptCare(CareAcceptedBy.Link, null, null, null, now),
            LinkAct.OtherTime => new AskOtherTime(text, null, now),
            _ => new DeclineCare(text, null, now),
        };
        return await sending.Send("link", Entities.Care(Entities.Live, id), command, clock.NewId(), "", now, stop: stop);
    }

    private PersonId? Person(CareCaseId id) => folding.Now.Of<CareKnown>(Entities.Live).Find(id)?.State.Person;

    // Links that were made before the offer, or for an ended case, are invalid.
    private static (CareCaseKnown Care, CareOffer? Offer) Offered(LinkKnown link, Known known) =>
        known.Of<CareKnown>(Entities.Live).Find(new(link.State.Thing)) is { State.Stage: not CareStage.Ended } care
        && care.State.Offer is { } offer
        && care.OfferedAt <= link.MadeAt
            ? (care, offer)
            : (null!, null);

    private string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;
}

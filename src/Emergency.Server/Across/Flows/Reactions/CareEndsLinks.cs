using Emergency.Domain.Links;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Disables a link for receiving a person once its offer is over.</summary>
internal sealed class CareEndsLinks : IReaction
{
    public string Name => "care-ends-links";

    // A link to an offer that is over would open for as long as its term.
    public bool ReadsThePast => true;

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not (CareOffered or OfferTakenBack or CareDeclined or CareEnded) || happened.Entity.Realm != Entities.Live)
            yield break;
        var n = 0;
        foreach (
            var link in known
                .Of<LinksKnown>(Entities.Live)
                .Open(Guid.Parse(happened.Entity.Key))
                .Where(link => link.MadeAt < happened.Meta.At)
                .OrderBy(link => link.Id.Value)
        )
            yield return new(Entities.Link(link.Id), new WithdrawLink(null, happened.Meta.At), n++);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the link is over");
}

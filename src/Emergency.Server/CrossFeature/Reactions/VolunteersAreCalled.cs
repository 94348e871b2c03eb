using Emergency.Domain.Calls;
using Emergency.Domain.Parties;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Volunteering;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>A volunteer who is asked to go is told by what they have chosen, until they have read it or nobody more is needed.</summary>
internal sealed class VolunteersAreCalled : IReaction
{
    private const int Ended = 0x4000_0000;

    public string Name => "volunteers-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var community = happened.Entity.Key;
        switch (happened.Event)
        {
            case VolunteerSent e when known.Of<VolunteersKnown>().Of(community).Needs.ContainsKey(e.Need):
                var about = new CallMatter(CallKind.Volunteer, e.Need.Value);
                var id = CallKnown.IdOf(about, community, e.Member);
                var step = CallChannels.StepSeconds(about, known.InForce, community);
                return
                [
                    new(
                        Entities.Call(Entities.Live, id),
                        new BeginCall(about, community, step, CallRung.Person, e.At, e.Member),
                        CallKnown.OrdinalOf(id)
                    ),
                ];
            case NeedClosed e:
                return known
                    .Of<CallsKnown>()
                    .Of(CallKind.Volunteer, e.Need.Value)
                    .Where(call => call.State.Over is null)
                    .Select(call => new Reacted(
                        Entities.Call(Entities.Live, call.Id),
                        new EndCall(CallEnd.Taken, e.At),
                        Ended | call.Ordinal
                    ));
            default:
                return [];
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}

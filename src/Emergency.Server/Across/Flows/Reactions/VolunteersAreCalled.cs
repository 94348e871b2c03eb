using Emergency.Domain.Calls;
using Emergency.Domain.Volunteers;
using Emergency.Engine;
using Emergency.Server.Features.Volunteers;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls a volunteer who is asked to go, by the channels they have chosen, until they have read it or nobody more is needed.
/// </summary>
internal sealed class VolunteersAreCalled : IReaction
{
    public string Name => "volunteers-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var community = happened.Entity.Key;
        switch (happened.Event)
        {
            case VolunteerSent e when known.Of<VolunteersKnown>().Of(community).Needs.ContainsKey(e.Need):
                var about = new CallMatter(CallKind.Volunteer, e.Need.Value);
                var step = CallChannels.StepSeconds(about, known.InForce, community);
                return [Ringing.Begin(new(about, community, step, CallRung.Person, e.At, e.Member))];
            case NeedClosed e:
                return Ringing.End(known.Running(CallKind.Volunteer, e.Need.Value), CallEnd.Taken, e.At);
            default:
                return [];
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}

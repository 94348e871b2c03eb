using Emergency.Domain.People;
using Emergency.Domain.Protection;
using Emergency.Engine;
using Emergency.Server.Features.Protection;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Ends the protection case of an erased person; its words went with the key.</summary>
internal sealed class ErasedEndsProtection : IReaction
{
    public string Name => "erased-ends-protection";

    // The case of an erased person would stay for ever.
    public bool ReadsThePast => true;

    public IEnumerable<Reacted> React(Happened happened, Known known) =>
        happened.Event is PersonErased e && happened.Entity.Realm == Entities.Live && known.Of<ProtectionKnown>().Find(e.Person) is not null
            ? [new(Entities.Protection(Entities.Live, e.Person), new EraseProtection(e.At), 0)]
            : [];

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nothing refuses this");
}

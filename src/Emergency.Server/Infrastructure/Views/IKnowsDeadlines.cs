using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A view's state that knows the deadlines in force, which the sender of a command fills in.</summary>
internal interface IKnowsDeadlines
{
    InForce InForce { get; }
}

namespace Emergency.Domain.Tests;

/// <summary>Laws of every noun. Each class is a collection of its own, so that the long walks run side by side.</summary>
public abstract class OfEveryNoun
{
    public static TheoryData<string> Kinds => [.. Noun.All.Select(n => n.Kind)];

    private protected static Noun Of(string kind) => Noun.All.Single(n => n.Kind == kind);

    // A command that ends an entity is drawn rarely: after it nothing is left to be tried.
    internal static Type Drawn(Noun noun, Any any)
    {
        var type = any.Among(noun.CommandTypes);
        return Ends.Contains(type) && any.One<int>() > -1 ? any.Among(noun.CommandTypes) : type;
    }

    private protected static Command Command(Noun noun, Any any) => (Command)any.Make(Drawn(noun, any));

    private static readonly HashSet<Type> Ends =
    [
        typeof(Domain.Accounts.CloseAccount),
        typeof(Domain.TemporaryCare.ExitCare),
        typeof(Domain.Visits.EndVisits),
        typeof(Domain.Clinics.EndClinicCare),
        typeof(Domain.Entrusting.EndEntrustment),
        typeof(Domain.Drills.EndSchedule),
        typeof(Domain.Drills.EndDrill),
        typeof(Domain.Incidents.WithdrawIncident),
        typeof(Domain.Incidents.CloseDoors),
        typeof(Domain.Incidents.EndScene),
        typeof(Domain.Incidents.ArchiveIncident),
        typeof(Domain.Incidents.JoinIncident),
    ];

    /// <summary>
    /// Events that only earlier versions wrote: they are folded for ever and never written again. Calls of an order are entities of their
    /// own now.
    /// </summary>
    internal static readonly HashSet<Type> Retired =
    [
        typeof(Domain.Orders.CallAsked),
        typeof(Domain.Orders.CallPlaced),
        typeof(Domain.Orders.CallAnswered),
        typeof(Domain.Orders.CallFailed),
        typeof(Domain.Orders.DriverAsked),
    ];
}

namespace Emergency.Domain.Stock;

/// <summary>Facts about supplies, known from their names.</summary>
public static class SupplyTable
{
    // Medical oxygen is a drug: laymen only keep it for people qualified to give it.
    private static readonly string[] forProfessionals = ["氧气", "医用氧", "急救药"];

    /// <summary>限专业, 只给 120: kept for professional forces, never handed to laymen.</summary>
    public static bool IsForProfessionals(string name) =>
        name is not null && forProfessionals.Any(word => name.Contains(word, StringComparison.Ordinal));
}

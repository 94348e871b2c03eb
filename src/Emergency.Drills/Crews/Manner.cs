namespace Emergency.Drills.Crews;

/// <summary>Manner in which a crew plays: by the same habits at once, by the same habits far too late, or not at all.</summary>
/// <param name="Delay">Time between the wish to act and the act, by the realm's clock; null for a crew that never acts.</param>
public sealed record Manner(string Name, TimeSpan? Delay)
{
    public static readonly Manner Good = new("good", TimeSpan.Zero),
        Slow = new("slow", TimeSpan.FromMinutes(7)),
        Absent = new("absent", null);

    /// <summary>The manner of a word. Throws <see cref="ArgumentException"/> for a word that names none.</summary>
    public static Manner Of(string name) =>
        name switch
        {
            "good" => Good,
            "slow" => Slow,
            "absent" => Absent,
            _ => throw new ArgumentException($"{name}: good, slow or absent", nameof(name)),
        };
}

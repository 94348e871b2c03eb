namespace Emergency.Benchmarks;

/// <summary>
/// Thrown where something was not done, not delivered or not drawn at all; the sentence says what. No figure is printed after it.
/// </summary>
internal sealed class NotShown(string sentence) : Exception(sentence);

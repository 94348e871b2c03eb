namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>A mobile number: 11 digits starting with 1, with or without +86, spaces and dashes. Not given: neither number nor fault.</summary>
internal readonly record struct Phone(string? Number, string? Fault)
{
    public static Phone Read(Cell cell)
    {
        if (Written.IsNothing(cell.Text))
        {
            return default;
        }
        var text = string.Concat(Written.Symbols(cell.Text).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')')));
        foreach (var prefix in (ReadOnlySpan<string>)["+86", "0086", "86"])
        {
            if (text.Length == prefix.Length + 11 && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                text = text[prefix.Length..];
                break;
            }
        }
        return text.Length == 11 && text[0] == '1' && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? new(text, null)
            : new(null, Reasons.PhoneInvalid);
    }
}

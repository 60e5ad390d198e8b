using System.Text;

namespace FocusSuite.Protocol.Errors;

/// <summary>Collects everything that is wrong with a request, so that the caller learns of all failing fields at once.</summary>
public sealed class Validation
{
    /// <summary>What is said of a field that has to be there.</summary>
    public const string Required = "This field is required.";

    private readonly Dictionary<string, IReadOnlyList<string>> _fields = [];

    /// <summary>Notes a fault of a field.</summary>
    /// <param name="field">The field's JSON name.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <returns>This collection.</returns>
    public Validation Add(string field, string message)
    {
        _fields[field] = [.. _fields.GetValueOrDefault(field, []), message];
        return this;
    }

    /// <summary>Notes a fault where a condition does not hold.</summary>
    /// <param name="holds">What has to hold.</param>
    /// <param name="field">The field's JSON name.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <returns>This collection.</returns>
    public Validation Check(bool holds, string field, string message) => holds ? this : Add(field, message);

    /// <summary>An id in a request: given and positive.</summary>
    /// <param name="id">The id; 0 when it was not given.</param>
    /// <param name="field">The field's JSON name.</param>
    /// <returns>This collection.</returns>
    public Validation Id(long id, string field) =>
        id == 0 ? Add(field, Required) : Check(id > 0, field, "Must be a positive number.");

    /// <summary>A number in a range.</summary>
    /// <param name="value">The number; null when it was not given.</param>
    /// <param name="minimum">The smallest that is valid.</param>
    /// <param name="maximum">The largest that is valid.</param>
    /// <param name="field">The field's JSON name.</param>
    /// <param name="required">Whether it has to be given.</param>
    /// <returns>This collection.</returns>
    public Validation Range(int? value, int minimum, int maximum, string field, bool required)
    {
        if (value is null)
        {
            return required ? Add(field, Required) : this;
        }

        return Check(value >= minimum && value <= maximum, field, $"Must be between {minimum} and {maximum}.");
    }

    /// <summary>A text with a length in code points after trimming by <see cref="VisibleText"/>.</summary>
    /// <param name="value">The text as given.</param>
    /// <param name="minimum">The least length; above 0 the text is required.</param>
    /// <param name="maximum">The greatest length.</param>
    /// <param name="field">The field's JSON name.</param>
    /// <returns>The trimmed text.</returns>
    public string Text(string? value, int minimum, int maximum, string field)
    {
        var text = VisibleText.Trim(value);
        var length = text.EnumerateRunes().Count();
        if (length < minimum)
        {
            Add(field, length == 0 ? Required : $"Must have at least {minimum} characters.");
        }
        else if (length > maximum)
        {
            Add(field, $"Must have at most {maximum} characters.");
        }
        else if (text.Contains('\0', StringComparison.Ordinal))
        {
            Add(field, "Must not contain null characters.");
        }

        return text;
    }

    /// <summary>Ends the request if anything was noted.</summary>
    /// <exception cref="ApiException">With every fault.</exception>
    public void ThrowIfAny()
    {
        if (_fields.Count == 0)
        {
            return;
        }

        var detail = new StringBuilder();
        foreach (var (field, messages) in _fields)
        {
            detail.Append(detail.Length == 0 ? string.Empty : " ").Append(field).Append(": ").AppendJoin(' ', messages);
        }

        throw new ApiException(ErrorCodes.ValidationFailed, detail.ToString()) { Fields = _fields };
    }
}

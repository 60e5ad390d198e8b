namespace FocusSuite.Relational;

/// <summary>What kept a write from being saved.</summary>
public enum DatabaseErrorKind
{
    /// <summary>Somebody else has saved the same before.</summary>
    Unique,

    /// <summary>What the row belongs to is gone.</summary>
    ForeignKey,

    /// <summary>Somebody else wrote at the same time: a lost race, a serialization failure or a deadlock.</summary>
    Serialization,

    /// <summary>A value does not fit: a check, a length, a range, a missing value or a text that is none.</summary>
    Value,
}
